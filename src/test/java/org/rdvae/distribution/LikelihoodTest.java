package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TestDevice;

/** What holds for every likelihood. */
class LikelihoodTest {
  private static final int RUNS = 500;

  static Stream<Likelihood> all() {
    return Stream.of(
        new Likelihood.Bernoulli(),
        new Likelihood.Gaussian(0.1),
        new Likelihood.DiscretizedLogistic(-7));
  }

  @Test
  void namesWhatTheNetworkMustGive() {
    assertThat(all().map(Likelihood::heads))
        .containsExactly(List.of("logits"), List.of("mean"), List.of("mean", "log-scale"));
    assertThat(all().map(Likelihood::sharedParameters))
        .containsExactly(List.of(), List.of("log-stddev"), List.of());
  }

  @Test
  void onlyProbabilitiesMayBeToldInBits() {
    assertThat(all().map(Likelihood::isDiscrete)).containsExactly(true, false, true);
    assertThat(all().map(Likelihood::needsBits)).containsExactly(true, false, false);
  }

  @Test
  void startsTheSharedDeviationWhereTheSettingSays() {
    assertThat(new Likelihood.Gaussian(0.25).initialOf("log-stddev"))
        .isCloseTo(Math.log(0.25), within(1e-15));
    assertThatThrownBy(() -> new Likelihood.Gaussian(0.25).initialOf("mean"))
        .hasMessage("Gaussian[initialStddev=0.25] has no shared parameter mean");
    assertThatThrownBy(() -> new Likelihood.Bernoulli().initialOf("log-stddev"))
        .hasMessage("Bernoulli[] has no shared parameter log-stddev");
  }

  @ParameterizedTest
  @MethodSource("all")
  void zeroHeadsMeanMiddleGrey(Likelihood likelihood) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      float[] found = new float[6];
      List<Tensor> heads = tensors(kernels, likelihood.heads(), 2, 3);
      likelihood
          .plan(kernels, heads, null, shared(kernels, likelihood), null, null)
          .expectation(2, found, 0);
      assertThat(found).containsOnly(0.5f);
    }
  }

  /** The gradient is part of every training step. */
  @ParameterizedTest
  @MethodSource("all")
  void gradientAllocatesNothing(Likelihood likelihood) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      PlannedLikelihood planned =
          likelihood.plan(
              kernels,
              tensors(kernels, likelihood.heads(), 4, 9),
              tensors(kernels, likelihood.heads(), 4, 9),
              shared(kernels, likelihood),
              shared(kernels, likelihood),
              kernels.tensor(4, 9));
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      long before = 0;
      for (int run = -RUNS; run < RUNS; run++) {
        if (run == 0) {
          before = threads.getThreadAllocatedBytes(thread);
        }
        planned.gradient();
      }
      double bytes = (double) (threads.getThreadAllocatedBytes(thread) - before) / RUNS;
      assertThat(bytes).as("bytes of a gradient").isLessThan(64);
    }
  }

  private static List<Tensor> shared(Kernels kernels, Likelihood likelihood) {
    return tensors(kernels, likelihood.sharedParameters(), 1, 1);
  }

  private static List<Tensor> tensors(Kernels kernels, List<String> names, int rows, int columns) {
    return names.stream().map(name -> kernels.tensor(rows, columns)).toList();
  }
}
