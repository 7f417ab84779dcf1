package org.rdvae.network;

import java.util.List;
import org.rdvae.base.Setting;

/**
 * Generalised divisive normalisation in its simple form, at each place over the channels, or its
 * approximate inverse:
 *
 * <pre>
 * y_i = x_i / n_i   or   y_i = x_i n_i       n_i = β_i + Σ_j γ_ji |x_j|       β = b² + 10⁻⁶, γ = c²
 * </pre>
 *
 * <p>The squares keep the norm positive without bounds on what the optimiser moves: b [1, channels]
 * and c [channels, channels], row j for the input. At the start all γ are equal, and the norm is 1
 * + a tenth of the mean |x|.
 *
 * <p>Ballé, Laparra and Simoncelli, End-to-end Optimized Image Compression, ICLR 2017,
 * arXiv:1611.01704; without squares and roots, which costs nothing in rate or distortion: Johnston
 * et al., Computationally Efficient Neural Image Compression, 2019, arXiv:1912.08771.
 */
public record DivisiveNormalization(
    @Setting(
            value = "Whether to multiply by the norm, as decoders do, instead of dividing.",
            initial = "false")
        boolean inverse)
    implements LayerSpec {
  private static final double MEAN_WEIGHT = 0.1;

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    int channels = input.channels();
    float root = (float) Math.sqrt(MEAN_WEIGHT / channels);
    return List.of(
        ParameterSpec.row(name + ".root-offset", channels, 1),
        new ParameterSpec(
            name + ".root-weight",
            List.of(channels, channels),
            new ParameterSpec.Start.Constant(root),
            true));
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    return new PlannedDivisiveNormalization(place, inverse).layer();
  }
}
