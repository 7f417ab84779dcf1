package org.rdvae.data;

/**
 * Resamples a picture along both axes, first within each row and then across rows. Rows are read
 * once, from top to bottom, so that of a large picture no copy is made.
 *
 * <p>Java's own scaling is not used, because its pipelines may differ between machines: here the
 * order of all sums is fixed, and so the same pixels give the same bytes everywhere. Sums are in
 * float32 and rounded once, to the nearest byte.
 */
final class Resize {
  private Resize() {}

  /** A picture that is read row by row. */
  interface Rows {
    /** Writes a row, channels fastest, values from 0 to 255, to the front of {@code target}. */
    void read(int row, float[] target);
  }

  /** The result, {@code rows.length()} x {@code columns.length()} x {@code channels}. */
  static byte[] resize(Rows picture, int width, int channels, ResizeAxis rows, ResizeAxis columns) {
    int height = rows.length();
    float[][] sums = new float[height][columns.length() * channels];
    float[] row = new float[width * channels];
    float[] narrow = new float[columns.length() * channels];
    int begin = 0;
    for (int y = rows.first()[0]; y < rows.end(height - 1); y++) {
      picture.read(y, row);
      if (channels == 1) {
        shrinkGrey(row, columns, narrow);
      } else {
        shrinkColor(row, columns, narrow);
      }
      while (rows.end(begin) <= y) {
        begin++;
      }
      for (int i = begin; i < height && rows.first()[i] <= y; i++) {
        addScaled(narrow, rows.weights()[i][y - rows.first()[i]], sums[i]);
      }
    }
    return rounded(sums, columns.length() * channels);
  }

  private static void shrinkGrey(float[] row, ResizeAxis columns, float[] narrow) {
    for (int x = 0; x < narrow.length; x++) {
      float[] weights = columns.weights()[x];
      int from = columns.first()[x];
      float sum = 0;
      for (int k = 0; k < weights.length; k++) {
        sum += weights[k] * row[from + k];
      }
      narrow[x] = sum;
    }
  }

  /** Apart from grey, so that the three sums stay in registers. */
  private static void shrinkColor(float[] row, ResizeAxis columns, float[] narrow) {
    for (int x = 0; x < columns.length(); x++) {
      float[] weights = columns.weights()[x];
      int at = 3 * columns.first()[x];
      float red = 0;
      float green = 0;
      float blue = 0;
      for (int k = 0; k < weights.length; k++, at += 3) {
        float weight = weights[k];
        red += weight * row[at];
        green += weight * row[at + 1];
        blue += weight * row[at + 2];
      }
      narrow[3 * x] = red;
      narrow[3 * x + 1] = green;
      narrow[3 * x + 2] = blue;
    }
  }

  private static void addScaled(float[] narrow, float weight, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * narrow[i];
    }
  }

  private static byte[] rounded(float[][] sums, int rowLength) {
    byte[] bytes = new byte[sums.length * rowLength];
    for (int y = 0; y < sums.length; y++) {
      for (int i = 0; i < rowLength; i++) {
        bytes[y * rowLength + i] = (byte) Math.min(255, (int) (sums[y][i] + 0.5f));
      }
    }
    return bytes;
  }
}
