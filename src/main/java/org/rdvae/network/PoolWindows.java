package org.rdvae.network;

import java.util.Optional;
import org.rdvae.tensor.PoolShape;

/** The windows of the two pooling layers. */
final class PoolWindows {
  private PoolWindows() {}

  static PoolShape on(FeatureShape input, int kernel, Optional<Integer> stride) {
    if (input.height() < kernel || input.width() < kernel) {
      throw ImpossibleShape.of(
          "at least " + kernel + " rows and columns for a kernel of " + kernel, input);
    }
    return new PoolShape(
        input.height(), input.width(), input.channels(), kernel, kernel, stride.orElse(kernel));
  }
}
