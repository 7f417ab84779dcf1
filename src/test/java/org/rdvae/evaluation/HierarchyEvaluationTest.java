package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.distribution.GaussianLikelihood;
import org.rdvae.model.Architecture;
import org.rdvae.model.ModelSettings;
import org.rdvae.model.Vae;
import org.rdvae.model.VaeSession;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ParameterLayout;
import org.rdvae.tensor.TestDevice;

/**
 * Two levels of one variable each and linear maps between them, so that p(x) is a Gaussian whose
 * mean and variance are known.
 */
class HierarchyEvaluationTest {
  private static final double SIGMA = 0.5;
  private static final double PRIOR_SLOPE = 0.8;
  private static final double PRIOR_MEAN = -0.3;
  private static final double PRIOR_LOG_STDDEV = 0.4;
  private static final double BY_UPPER = 0.6;
  private static final double BY_LOWER = -0.9;
  private static final double BIAS = 0.1;
  private static final float[] X = {0.2f, 1.4f, -0.5f};

  private final Architecture architecture =
      new Architecture(
          new ModelSettings(
              new ModelSettings.Latent(
                  1, List.of(new ModelSettings.Level(1, List.of(), List.of(), List.of()))),
              List.of(),
              List.of(),
              new GaussianLikelihood(SIGMA)),
          new FeatureShape(1, 1, 1));

  private float[] parameters() {
    ParameterLayout layout = architecture.layout();
    float[] parameters = new float[layout.size()];
    parameters[layout.offset("posterior.mean.bias")] = 0.2f;
    parameters[layout.offset("posterior.mean.weight")] = 0.1f;
    parameters[layout.offset("posterior.log-stddev.bias")] = -0.1f;
    String link = "latent.above.0.";
    parameters[layout.offset(link + "prior.mean.weight")] = (float) PRIOR_SLOPE;
    parameters[layout.offset(link + "prior.mean.bias")] = (float) PRIOR_MEAN;
    parameters[layout.offset(link + "prior.log-stddev.bias")] = (float) PRIOR_LOG_STDDEV;
    parameters[layout.offset(link + "posterior.mean.weight")] = -0.4f;
    parameters[layout.offset(link + "posterior.mean.weight") + 1] = 0.3f;
    parameters[layout.offset(link + "posterior.log-stddev.bias")] = -0.3f;
    // The decoder's state is what the upper level made, here its variable itself, and then z.
    parameters[layout.offset("likelihood.mean.weight")] = (float) BY_UPPER;
    parameters[layout.offset("likelihood.mean.weight") + 1] = (float) BY_LOWER;
    parameters[layout.offset("likelihood.mean.bias")] = (float) BIAS;
    parameters[layout.offset("likelihood.log-stddev")] = (float) Math.log(SIGMA);
    return parameters;
  }

  private static double nll(double x) {
    double slope = BY_UPPER + BY_LOWER * PRIOR_SLOPE;
    double below = BY_LOWER * Math.exp(5 * Math.tanh(PRIOR_LOG_STDDEV / 5));
    double variance = slope * slope + below * below + SIGMA * SIGMA;
    double mean = 0.5 + BIAS + BY_LOWER * PRIOR_MEAN;
    return -DiagonalGaussian.logDensity(x, mean, 0.5 * Math.log(variance));
  }

  @Test
  void importanceSamplingFindsTheLikelihoodAndTheLevelsRatesAddUp() {
    double exact = 0;
    for (float x : X) {
      exact += nll(x) / X.length;
    }
    try (VaeSession session = new Vae(architecture, parameters()).open(TestDevice.CPU, 64)) {
      Evaluation found =
          new Evaluator(session, 5000, 1)
              .evaluate(
                  (first, count, target) -> System.arraycopy(X, first, target, 0, count),
                  X.length,
                  done -> {});
      assertThat(found.nllMonteCarloError()).isBetween(1e-4, 0.02);
      assertThat(found.nll()).isCloseTo(exact, within(5 * found.nllMonteCarloError()));
      assertThat(found.gap()).isPositive();
      assertThat(found.rateByLevel()).hasSize(2).doesNotContain(0);
      assertThat(Arrays.stream(found.rateByLevel()).sum()).isCloseTo(found.rate(), within(1e-9));
      // Of the upper level the rate is known: one sample of it spreads by less than 2 nats.
      double upper = 0;
      for (float x : X) {
        upper += DiagonalGaussian.rate(0.2f + 0.1f * x, -0.1f) / X.length;
      }
      assertThat(found.rateByLevel()[1]).isCloseTo(upper, within(5 * 2 / Math.sqrt(3 * 5000)));
    }
  }
}
