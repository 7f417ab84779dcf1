package org.rdvae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rdvae.tensor.TestDevice;

class TrainingBenchmarkTest {

  @Test
  void itsFractionsAreThoseOfTheTime() {
    TrainingBenchmark.Result result = TrainingBenchmark.mlp(TestDevice.CPU, 3, 12);
    assertThat(result.threads()).isEqualTo(TestDevice.CPU.threads());
    assertThat(result.steps()).isEqualTo(12);
    assertThat(result.fastest()).isPositive().isLessThanOrEqualTo(result.millisecondsPerStep());
    assertThat(result.millisecondsPerStep()).isLessThanOrEqualTo(result.p90());
    assertThat(result.nativeFraction()).isBetween(0.2, 1.0);
    assertThat(result.optimizerFraction()).isBetween(0.001, 0.8);
    assertThat(result.otherFraction()).isBetween(0.0, 0.8);
    assertThat(result.nativeFraction() + result.optimizerFraction() + result.otherFraction())
        .isCloseTo(1, within(1e-9));
  }

  /** The step of the workload keeps its buffers: a few objects at most, no arrays. */
  @Test
  void aStepAllocatesNextToNothing() {
    assertThat(TrainingBenchmark.mlp(TestDevice.CPU, 20, 20).allocatedBytesPerStep())
        .isBetween(0L, 10_000L);
  }
}
