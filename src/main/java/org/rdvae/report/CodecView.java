package org.rdvae.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.codec.CodecMeter;
import org.rdvae.codec.QualityPoint;
import org.rdvae.evaluation.CodecValidator;
import org.rdvae.training.Measurement;

/**
 * What a run shows of a codec: rate and quality at each setting, and patches coded and decoded.
 *
 * @param patch height and width of a patch
 */
public record CodecView(
    CodecValidator validator, CodecMeter meter, float[] patches, int count, int patch)
    implements RunView {
  private static final double[] SHOWN = {1, 3, 5, 8};

  @Override
  public void put(Map<String, Object> line, Measurement measurement) {
    line.put("rate", measurement.rate());
    line.put("distortion", measurement.distortion());
  }

  @Override
  public void putValidation(Map<String, Object> line) {
    List<Map<String, Object>> points = new ArrayList<>();
    for (QualityPoint point : validator.latest()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("quality", point.quality());
      values.put("bits_per_pixel", point.bitsPerPixel());
      values.put("psnr", point.psnr());
      points.add(values);
    }
    line.put("qualities", points);
  }

  @Override
  public String words(Measurement validation) {
    List<QualityPoint> points = validator.latest();
    StringBuilder words =
        new StringBuilder(String.format(Locale.ROOT, "loss %.4f;", validation.score()));
    for (int i = 0; i < points.size(); i += Math.max(1, points.size() - 1)) {
      QualityPoint point = points.get(i);
      words.append(
          String.format(
              Locale.ROOT,
              "  q%.0f %.3f bpp %.2f dB",
              point.quality(),
              point.bitsPerPixel(),
              point.psnr()));
    }
    return words.toString();
  }

  @Override
  public String progress(double loss, Measurement batch) {
    return String.format(
        Locale.ROOT, "loss %.3f rate %.3f dist. %.3f", loss, batch.rate(), batch.distortion());
  }

  @Override
  public boolean hasPictures() {
    return true;
  }

  /** A row for each quality, the first one the patches themselves. */
  @Override
  public List<Path> draw(RunFolder folder, int epoch) {
    PictureFormat format = new PictureFormat(patch, patch, 3);
    int columns = Math.min(count, meter.rows());
    ImageGrid grid = new ImageGrid(SHOWN.length + 1, columns, format);
    draw(grid, 0, columns, format, patches);
    for (int i = 0; i < SHOWN.length; i++) {
      draw(grid, i + 1, columns, format, meter.reconstruct(patches, count, SHOWN[i]));
    }
    String name = String.format(Locale.ROOT, "decoded-epoch-%05d.png", epoch);
    Path file = folder.samples().resolve(name);
    AtomicFile.write(file, grid::writePng);
    return List.of(file);
  }

  private static void draw(
      ImageGrid grid, int row, int columns, PictureFormat format, float[] values) {
    for (int column = 0; column < columns; column++) {
      grid.draw(row, column, values, column * format.values());
    }
  }
}
