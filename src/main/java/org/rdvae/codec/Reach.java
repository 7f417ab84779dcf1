package org.rdvae.codec;

import java.util.List;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.network.Convolution;
import org.rdvae.network.DivisiveNormalization;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.Residual;
import org.rdvae.network.TransposedConvolution;

/**
 * From how far away a network's output takes its input: what a tile needs around it to come out as
 * if the whole picture had been computed at once. Positions count along one axis.
 *
 * @param low the first input that an output looks at
 * @param high the last one
 */
record Reach(long low, long high) {

  /**
   * The inputs that the outputs from low to high look at.
   *
   * @throws Failure BAD_DATA if a layer looks at all of its input
   */
  static Reach of(List<LayerSpec> layers, long low, long high) {
    Reach reach = new Reach(low, high);
    for (int i = layers.size() - 1; i >= 0; i--) {
      reach = reach.through(layers.get(i));
    }
    return reach;
  }

  private Reach through(LayerSpec layer) {
    if (layer instanceof Convolution convolution) {
      long padding = convolution.padding().orElse((convolution.kernel() - 1) / 2);
      return new Reach(
          low * convolution.stride() - padding,
          high * convolution.stride() - padding + convolution.kernel() - 1);
    } else if (layer instanceof TransposedConvolution transposed) {
      long padding = transposed.padding().orElse((transposed.kernel() - 1) / 2);
      int stride = transposed.stride();
      return new Reach(
          -Math.floorDiv(-(low + padding - transposed.kernel() + 1), stride),
          Math.floorDiv(high + padding, stride));
    } else if (layer instanceof Residual residual) {
      Reach inner = of(residual.layers(), low, high);
      return new Reach(Math.min(low, inner.low), Math.max(high, inner.high));
    } else if (layer instanceof DivisiveNormalization) {
      return this;
    }
    throw new Failure(
        Failure.Kind.BAD_DATA,
        "expected a codec of convolution, transposed-convolution, divisive-normalization and residual"
            + " layers, which look at a part of the picture only, found "
            + KebabCase.of(layer.getClass().getSimpleName()));
  }
}
