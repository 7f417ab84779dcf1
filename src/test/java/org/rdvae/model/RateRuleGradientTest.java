package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.rdvae.objective.BetaSchedule;
import org.rdvae.objective.Bound;
import org.rdvae.objective.Estimator;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.objective.RateRule;
import org.rdvae.objective.TotalCorrelation;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/** The whole gradient of rules for the rate that the closed form knows, in double. */
class RateRuleGradientTest {
  private static final int BATCH = 5;
  private static final double BETA = 0.7;
  private static final SmallModel MODEL = SmallModel.plainLayers();

  private final double[] images = SmallModel.images(BATCH);
  private final double[] parameters = MODEL.parameters();
  private final double[] noise = TensorValues.random(3, BATCH * SmallModel.LATENTS);

  @Test
  void withTheTotalCorrelationEqualsDifferences() {
    expectDifferences(new RateRule.Weighted(), 2.5, BETA, moved -> correlated(moved, 2.5));
  }

  private double correlated(double[] moved, double weight) {
    PlainVae plain = MODEL.plain();
    PlainVae.Posterior posterior = plain.encode(moved, images);
    double correlation =
        new TotalCorrelation(BATCH, SmallModel.LATENTS)
            .measure(posterior.mean(), posterior.logStddev(), plain.sample(posterior, noise));
    return plain.loss(moved, images, noise, BETA, 0) + BETA * weight * correlation;
  }

  /** The rate of this model is about 3 nats. */
  @Test
  void withACapacityEqualsDifferences() {
    for (double capacity : new double[] {0.1, 50}) {
      expectDifferences(
          new RateRule.Capacity(capacity, 0, 3),
          0,
          1,
          moved ->
              MODEL.plain().loss(moved, images, noise, 0, 0)
                  + 3 * Math.abs(rate(moved) - capacity));
    }
  }

  /** In its first step a multiplier is 1. */
  @Test
  void withConstraintsEqualsDifferences() {
    expectDifferences(
        new RateRule.RateConstraint(2, 0.1),
        0,
        1,
        moved -> MODEL.plain().loss(moved, images, noise, 1, 0) - 2);
    expectDifferences(
        new RateRule.DistortionConstraint(4, 0.1),
        0,
        1,
        moved -> MODEL.plain().loss(moved, images, noise, 1, 0) - 4);
  }

  private double rate(double[] moved) {
    double sum = 0;
    for (double rate : MODEL.plain().meanRates(MODEL.plain().encode(moved, images))) {
      sum += rate;
    }
    return sum;
  }

  private void expectDifferences(
      RateRule rule, double correlation, double beta, ToDoubleFunction<double[]> loss) {
    ObjectiveSettings settings =
        new ObjectiveSettings(
            new ObjectiveSettings.Beta(beta, 0, 1, 1),
            0,
            1,
            rule,
            correlation,
            new Bound.Elbo(1),
            Estimator.REPARAMETERIZED);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae vae =
          new PlannedVae(
              kernels,
              MODEL.architecture(),
              settings,
              new BetaSchedule(settings.beta(), 1),
              BATCH,
              5);
      TensorValues.write(vae.parameters().values(), parameters);
      TensorValues.write(vae.images(), images);
      FiniteDifferences.expectEqual(
          rule.toString(),
          PlannedSteps.gradient(vae, noise),
          FiniteDifferences.gradient(loss, parameters));
      assertThat(vae.objective().measure(SmallModel.floats(images)).loss())
          .isCloseTo(loss.applyAsDouble(parameters), within(1e-6));
    }
  }
}
