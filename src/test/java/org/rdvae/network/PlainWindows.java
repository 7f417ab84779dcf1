package org.rdvae.network;

import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Pooling and upsampling by their definition. */
final class PlainWindows {
  private PlainWindows() {}

  static PlainMaps maximum(PlainMaps x, int kernel, int stride) {
    return pool(x, kernel, stride, window -> window.max().orElseThrow());
  }

  static PlainMaps mean(PlainMaps x, int kernel, int stride) {
    return pool(x, kernel, stride, window -> window.average().orElseThrow());
  }

  private static PlainMaps pool(
      PlainMaps x, int kernel, int stride, ToDoubleFunction<DoubleStream> summary) {
    PlainMaps y =
        PlainMaps.zeros(
            x.examples(),
            (x.height() - kernel) / stride + 1,
            (x.width() - kernel) / stride + 1,
            x.channels());
    double[] window = new double[kernel * kernel];
    for (int n = 0; n < y.examples(); n++) {
      for (int i = 0; i < y.height(); i++) {
        for (int j = 0; j < y.width(); j++) {
          for (int k = 0; k < y.channels(); k++) {
            for (int a = 0; a < window.length; a++) {
              window[a] = x.at(n, i * stride + a / kernel, j * stride + a % kernel, k);
            }
            y.set(n, i, j, k, summary.applyAsDouble(DoubleStream.of(window)));
          }
        }
      }
    }
    return y;
  }

  static PlainMaps repeat(PlainMaps x, int factor) {
    PlainMaps y =
        PlainMaps.zeros(x.examples(), x.height() * factor, x.width() * factor, x.channels());
    for (int n = 0; n < y.examples(); n++) {
      for (int i = 0; i < y.height(); i++) {
        for (int j = 0; j < y.width(); j++) {
          for (int k = 0; k < y.channels(); k++) {
            y.set(n, i, j, k, x.at(n, i / factor, j / factor, k));
          }
        }
      }
    }
    return y;
  }
}
