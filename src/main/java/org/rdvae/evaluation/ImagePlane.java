package org.rdvae.evaluation;

/**
 * One channel of a picture, row by row. Single precision is exact here: halving a plane of bytes
 * four times makes multiples of 1/256 below 256, which have 16 bits.
 */
record ImagePlane(int height, int width, float[] values) {

  /** A channel of a picture of unsigned bytes whose channels are interleaved. */
  static ImagePlane of(byte[] pixels, int height, int width, int channels, int channel) {
    float[] values = new float[height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels[i * channels + channel] & 0xFF;
    }
    return new ImagePlane(height, width, values);
  }

  /**
   * Means over squares of 2 x 2. An odd side gets a row (column) of zeros at both of its ends
   * first, and the last one is then left over: odd as that is, it is what the implementation does
   * by which published values were measured.
   */
  ImagePlane halved() {
    int top = height % 2;
    int left = width % 2;
    int rows = (height + 1) / 2;
    int columns = (width + 1) / 2;
    float[] means = new float[rows * columns];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int row = 2 * y - top;
        int column = 2 * x - left;
        float sum = at(row, column) + at(row, column + 1) + at(row + 1, column);
        means[y * columns + x] = (sum + at(row + 1, column + 1)) / 4;
      }
    }
    return new ImagePlane(rows, columns, means);
  }

  private float at(int row, int column) {
    return row < 0 || column < 0 ? 0 : values[row * width + column];
  }
}
