package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.base.JavaProcess;

/** The number of threads is right without a launcher, which could have set variables. */
class DeviceThreadsTest {

  /** In a process of its own, because a library reads the variables when it is loaded. */
  @ParameterizedTest
  @EnabledOnOs(OS.LINUX)
  @CsvSource({
    // asked for, by the other device, OMP_NUM_THREADS, OPENBLAS_NUM_THREADS
    "1, 2, , ",
    "1, 3, 3, 3",
    "3, 1, 1, wrong",
  })
  void isTheOneAskedFor(int threads, int others, String omp, String blas) {
    assertThat(run(threads, others, omp, blas))
        .contains("threads " + threads + ", OpenBLAS 1")
        .doesNotContain("Exception");
  }

  @Test
  void aWrongVariableIsNamedBeforeAnythingIsLoaded() {
    assertThat(run(1, 1, "4,2", null))
        .contains(
            "The environment variable OMP_NUM_THREADS: expected a number from 1 to 1024, found 4,2")
        .doesNotContain("NumberFormatException");
  }

  private static String run(int threads, int others, String omp, String blas) {
    return JavaProcess.of(ThreadCount.class, threads, others)
        .set("OMP_NUM_THREADS", omp)
        .set("OPENBLAS_NUM_THREADS", blas)
        .run()
        .output();
  }

  @Test
  void readsTheVariable() {
    assertThat(Device.threadsOf(null)).isEmpty();
    assertThat(Device.threadsOf("")).isEmpty();
    assertThat(Device.threadsOf("1")).hasValue(1);
    assertThat(Device.threadsOf("1024")).hasValue(1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1025", "-1", "4,2", " 2", "many"})
  void refusesAWrongVariable(String value) {
    assertThatThrownBy(() -> Device.threadsOf(value))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "The environment variable OMP_NUM_THREADS: expected a number from 1 to 1024, found "
                + value)
        .extracting(failure -> ((Failure) failure).kind())
        .isEqualTo(Failure.Kind.USAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1025})
  void refusesAnImpossibleNumber(int threads) {
    assertThatThrownBy(() -> Device.cpu(threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads: expected a number from 1 to 1024, found " + threads);
  }
}
