package org.rdvae.network;

import java.util.List;
import org.rdvae.base.Setting;

/**
 * Batch normalisation, then an activation: y = f(gain (x - m) / sqrt(v + epsilon) + offset) with
 * mean m and variance v of each channel over the places and examples of the batch; outside training
 * over the batches seen, as a running mean. Ioffe and Szegedy, Batch Normalization, ICML 2015,
 * arXiv:1502.03167.
 *
 * <p>The running variance is that of PyTorch: each batch's taken over n - 1.
 */
public record BatchNormalization(
    @Setting(value = "Function applied to each output.", initial = "identity")
        Activation activation,
    @Setting(
            value = "Weight of a new batch in the running mean and variance.",
            initial = "0.1",
            min = 0,
            max = 1,
            above = true)
        double momentum,
    @Setting(value = "Added to the variance.", initial = "1e-5", min = 0, above = true)
        double epsilon)
    implements LayerSpec {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    int channels = input.channels();
    return List.of(
        ParameterSpec.row(name + ".gain", channels, 1),
        ParameterSpec.row(name + ".offset", channels, 0),
        ParameterSpec.statistic(name + ".running-mean", channels, 0),
        ParameterSpec.statistic(name + ".running-variance", channels, 1));
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    return new PlannedBatchNormalization(place, this).layer();
  }
}
