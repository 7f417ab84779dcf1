package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.objective.Bound;
import org.rdvae.objective.Estimator;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TestDevice;

/** Steps by log densities at the samples leave nothing for the garbage collector. */
class SampledStepAllocationTest {
  private static final int RUNS = 500;

  @ParameterizedTest
  @EnumSource(Estimator.class)
  void allocateNothing(Estimator estimator) {
    SmallModel model = SmallModel.gatedLayers();
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      PlannedVae vae =
          PlannedSteps.bound(
              kernels, model.architecture(), 4, 1, new Bound.ImportanceWeighted(3), estimator);
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
