package org.rdvae.job;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.rdvae.data.Picture;
import org.rdvae.data.PictureWriter;

/** The formats that pictures are written in. */
public enum PhotoFormat {
  PNG,

  /** PGM for grey, PPM for colour: nothing but pixels, for programs to read from a pipe. */
  PNM;

  /** The format that a file's name asks for by its ending; empty for endings of other formats. */
  public static Optional<PhotoFormat> ofName(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String ending = last.substring(last.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (last.contains(".") ? ending : "png") {
      case "png" -> Optional.of(PNG);
      case "pnm", "ppm", "pgm" -> Optional.of(PNM);
      default -> Optional.empty();
    };
  }

  /** As the command line has it. */
  public String words() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the names of such files end in. */
  public String extension() {
    return "." + words();
  }

  boolean keepsProfile() {
    return this == PNG;
  }

  void write(Picture picture, OutputStream out) throws IOException {
    if (this == PNG) {
      PictureWriter.writePng(picture, out);
    } else {
      PictureWriter.writePnm(picture, out);
    }
  }
}
