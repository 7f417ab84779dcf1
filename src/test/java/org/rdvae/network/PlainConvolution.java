package org.rdvae.network;

/** Convolutions by their definition, one output after the other. */
final class PlainConvolution {
  private PlainConvolution() {}

  /** y[i, j, o] = b[o] + sum of x[i s + a - p, j s + c - p, k] w[a, c, k, o]. */
  static PlainMaps convolve(
      PlainMaps x, double[] weight, double[] bias, int kernel, int stride, int padding) {
    int height = (x.height() + 2 * padding - kernel) / stride + 1;
    int width = (x.width() + 2 * padding - kernel) / stride + 1;
    int channels = bias.length;
    PlainMaps y = PlainMaps.zeros(x.examples(), height, width, channels);
    for (int n = 0; n < x.examples(); n++) {
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < width; j++) {
          for (int o = 0; o < channels; o++) {
            double sum = bias[o];
            for (int a = 0; a < kernel; a++) {
              for (int c = 0; c < kernel; c++) {
                for (int k = 0; k < x.channels(); k++) {
                  sum +=
                      x.at(n, i * stride + a - padding, j * stride + c - padding, k)
                          * weight[((a * kernel + c) * x.channels() + k) * channels + o];
                }
              }
            }
            y.set(n, i, j, o, sum);
          }
        }
      }
    }
    return y;
  }

  /**
   * y[r, t, o] = b[o] + sum of x[i, j, k] w[a, c, o, k] over those i, j, a, c with r = i s + a - p
   * and t = j s + c - p.
   */
  static PlainMaps transposed(
      PlainMaps x,
      double[] weight,
      double[] bias,
      int kernel,
      int stride,
      int padding,
      int outputPadding) {
    int channels = bias.length;
    PlainMaps y =
        PlainMaps.zeros(
            x.examples(),
            (x.height() - 1) * stride - 2 * padding + kernel + outputPadding,
            (x.width() - 1) * stride - 2 * padding + kernel + outputPadding,
            channels);
    for (int n = 0; n < x.examples(); n++) {
      for (int r = 0; r < y.height(); r++) {
        for (int t = 0; t < y.width(); t++) {
          for (int o = 0; o < channels; o++) {
            double sum = bias[o];
            for (int i = 0; i < x.height(); i++) {
              for (int j = 0; j < x.width(); j++) {
                int a = r + padding - i * stride;
                int c = t + padding - j * stride;
                if (a >= 0 && a < kernel && c >= 0 && c < kernel) {
                  for (int k = 0; k < x.channels(); k++) {
                    sum +=
                        x.at(n, i, j, k)
                            * weight[((a * kernel + c) * channels + o) * x.channels() + k];
                  }
                }
              }
            }
            y.set(n, r, t, o, sum);
          }
        }
      }
    }
    return y;
  }
}
