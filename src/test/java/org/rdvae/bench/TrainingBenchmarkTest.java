package org.rdvae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.tensor.TestDevice;

class TrainingBenchmarkTest {

  @ParameterizedTest
  @EnumSource(Workload.class)
  void itsFractionsAreThoseOfTheTime(Workload workload) {
    TrainingBenchmark.Result result =
        TrainingBenchmark.time(SmallWork.of(workload), TestDevice.CPU, 3, 12);
    assertThat(result.threads()).isEqualTo(TestDevice.CPU.threads());
    assertThat(result.steps()).isEqualTo(12);
    assertThat(result.fastest()).isPositive().isLessThanOrEqualTo(result.millisecondsPerStep());
    assertThat(result.millisecondsPerStep()).isLessThanOrEqualTo(result.p90());
    assertThat(result.nativeFraction()).isBetween(0.01, 1.0);
    assertThat(result.optimizerFraction()).isBetween(0.001, 0.9);
    assertThat(result.otherFraction()).isBetween(0.0, 0.95);
    assertThat(result.nativeFraction() + result.optimizerFraction() + result.otherFraction())
        .isCloseTo(1, within(1e-9));
  }

  /** The step keeps its buffers: a few objects at most, no arrays. */
  @ParameterizedTest
  @EnumSource(Workload.class)
  void aStepAllocatesNextToNothing(Workload workload) {
    assertThat(
            TrainingBenchmark.time(SmallWork.of(workload), TestDevice.CPU, 30, 20)
                .allocatedBytesPerStep())
        .isBetween(0L, 4096L);
  }

  @Test
  void tellsTheLargestResidentSetWhereLinuxDoes() {
    assertThat(PeakMemory.megabytes(List.of("Name:\tjava", "VmHWM:\t  204800 kB"))).hasValue(200);
    assertThat(PeakMemory.megabytes(List.of("Name:\tjava"))).isEmpty();
  }
}
