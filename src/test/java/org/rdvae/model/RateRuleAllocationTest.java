package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.objective.BetaSchedule;
import org.rdvae.objective.Bound;
import org.rdvae.objective.Estimator;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.objective.RateRule;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TestDevice;

/** Steps by rules for the rate leave nothing for the garbage collector. */
class RateRuleAllocationTest {
  private static final int RUNS = 500;

  static Stream<RateRule> rules() {
    return Stream.of(
        new RateRule.Weighted(),
        new RateRule.Capacity(2, 1, 10),
        new RateRule.RateConstraint(1, 0.01),
        new RateRule.DistortionConstraint(3, 0.01));
  }

  /** The usual rule with free bits and total correlation. */
  @ParameterizedTest
  @MethodSource("rules")
  void allocateNothing(RateRule rule) {
    boolean usual = rule instanceof RateRule.Weighted;
    ObjectiveSettings settings =
        new ObjectiveSettings(
            new ObjectiveSettings.Beta(1, 0, 1, 1),
            usual ? 0.1 : 0,
            2,
            rule,
            usual ? 3 : 0,
            new Bound.Elbo(1),
            Estimator.REPARAMETERIZED);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      PlannedVae vae =
          new PlannedVae(
              kernels,
              SmallModel.gatedLayers().architecture(),
              settings,
              new BetaSchedule(settings.beta(), 1),
              4,
              5);
      RandomStream noise = new RandomStream(1, RandomStream.Purpose.TEST);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      long before = 0;
      for (int run = -RUNS; run < RUNS; run++) {
        if (run == 0) {
          before = threads.getThreadAllocatedBytes(thread);
        }
        vae.latents().drawNoise(noise.at(0, run + RUNS));
        vae.forward();
        vae.gradient(run + RUNS);
      }
      double bytes = (double) (threads.getThreadAllocatedBytes(thread) - before) / RUNS;
      assertThat(bytes).as("bytes of a step").isLessThan(64);
    }
  }
}
