package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.network.ParameterSpec;
import org.rdvae.random.RandomStream;

/**
 * A mixture of diagonal Gaussians whose means, deviations and weights are learned with the model;
 * {@link PlannedGaussianMixture} has the formulas.
 *
 * <p>At the start all weights are the same, means are drawn from N(0, ½) and variances are ½:
 * averaged over the draw of its means, the mixture is then standard normal, and no two components
 * are alike, as those that are would stay so.
 */
public record GaussianMixturePrior(
    @Setting(value = "Number of Gaussians.", initial = "10", min = 1, max = 100_000) int components)
    implements Prior {
  private static final String MEAN = "mean";
  private static final String LOG_STDDEV = "log-stddev";
  private static final String LOGITS = "weight-logits";
  private static final double START_VARIANCE = 0.5;

  @Override
  public List<ParameterSpec> parameters(String name, int latents, int values) {
    ParameterSpec.Start means =
        new ParameterSpec.Start.Given(
            bits -> startMeans(bits, Math.multiplyExact(components, latents)));
    ParameterSpec.Start logStddevs =
        new ParameterSpec.Start.Constant((float) (0.5 * Math.log(START_VARIANCE)));
    List<Integer> shape = List.of(components, latents);
    return List.of(
        new ParameterSpec(name + MEAN, shape, means, true),
        new ParameterSpec(name + LOG_STDDEV, shape, logStddevs, true),
        ParameterSpec.row(name + LOGITS, components, 0));
  }

  private static float[] startMeans(int bits, int count) {
    RandomStream stream = new RandomStream(bits, RandomStream.Purpose.INITIALIZATION);
    float[] means = new float[count];
    for (int i = 0; i < count; i++) {
      means[i] = (float) (Math.sqrt(1 - START_VARIANCE) * stream.nextGaussian());
    }
    return means;
  }

  @Override
  public PlannedPrior plan(PriorPlace place) {
    return new PlannedGaussianMixture(
        place,
        new PlannedGaussianMixture.Components(
            place.value(MEAN), place.value(LOG_STDDEV), place.value(LOGITS)),
        place.training() == null
            ? null
            : new PlannedGaussianMixture.Components(
                place.gradient(MEAN), place.gradient(LOG_STDDEV), place.gradient(LOGITS)));
  }
}
