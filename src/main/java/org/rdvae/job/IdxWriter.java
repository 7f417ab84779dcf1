package org.rdvae.job;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.rdvae.network.FeatureShape;

/**
 * Writes images as an idx file, as it is read: grey ones in three dimensions, colour ones in four,
 * as planes; compressed if the name ends in {@code .gz}.
 */
final class IdxWriter {
  private static final int MAGIC = 0x00000803;
  private static final int PLANES_MAGIC = 0x00000804;
  private static final String GZIP = ".gz";

  private IdxWriter() {}

  /** Whether a file's name says that it is an idx file. */
  static boolean isIdx(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    String plain = name.endsWith(GZIP) ? name.substring(0, name.length() - GZIP.length()) : name;
    return plain.endsWith(".idx") || plain.endsWith("-ubyte");
  }

  /**
   * @param values of all images, channels fastest
   */
  static void write(Path path, FeatureShape shape, byte[] values, OutputStream out)
      throws IOException {
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(GZIP)) {
      GZIPOutputStream zipped = new GZIPOutputStream(out, 1 << 16);
      write(shape, values, zipped);
      zipped.finish();
    } else {
      write(shape, values, out);
    }
  }

  private static void write(FeatureShape shape, byte[] values, OutputStream out)
      throws IOException {
    boolean planes = shape.channels() > 1;
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(planes ? PLANES_MAGIC : MAGIC);
    data.writeInt(values.length / shape.size());
    if (planes) {
      data.writeInt(shape.channels());
    }
    data.writeInt(shape.height());
    data.writeInt(shape.width());
    if (!planes) {
      data.write(values);
    } else {
      byte[] image = new byte[shape.size()];
      for (int from = 0; from < values.length; from += image.length) {
        for (int i = 0; i < image.length; i++) {
          image[i] = values[from + i % shape.places() * shape.channels() + i / shape.places()];
        }
        data.write(image);
      }
    }
    data.flush();
  }
}
