package org.rdvae.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.checkpoint.Folders;
import org.rdvae.report.CurveReport;

/** What a measured curve leaves in its folder. */
public final class CurveFiles {
  private static final String JSON = "curve.json";
  private static final String CURVE = "curve.csv";
  private static final String PICTURES = "pictures.csv";
  private static final String CHART = "curve.png";

  /** Names of all files. */
  public static final List<String> NAMES = List.of(JSON, CURVE, PICTURES, CHART);

  private CurveFiles() {}

  /** Writes them. Without fonts there is no chart, and a line says why. */
  public static void write(CurveReport report, Path folder) {
    Folders.make(folder);
    byte[] json = (report.json() + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(folder.resolve(JSON), out -> out.write(json));
    AtomicFile.write(folder.resolve(CURVE), report::writeCurve);
    AtomicFile.write(folder.resolve(PICTURES), report::writePictures);
    try {
      AtomicFile.write(folder.resolve(CHART), report::writeChart);
    } catch (Failure e) {
      System.err.println(CHART + " is left out: " + e.getMessage() + ".");
    }
  }
}
