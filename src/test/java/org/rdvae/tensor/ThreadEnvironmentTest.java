package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadEnvironmentTest {
  private static final double NO_QUOTA = Double.POSITIVE_INFINITY;

  @Test
  void ofTheLauncherNeedsNoWord() {
    Map<String, String> launcher =
        Map.of("OMP_NUM_THREADS", "4", "OPENBLAS_NUM_THREADS", "1", "GOMP_SPINCOUNT", "10000");
    assertThat(new ThreadEnvironment(launcher, 4, NO_QUOTA).notes(4)).isEmpty();
    assertThat(new ThreadEnvironment(launcher, 4, 4).notes(4)).isEmpty();
  }

  @Test
  void ofOneThreadNeedsNoVariables() {
    assertThat(new ThreadEnvironment(Map.of(), 2, NO_QUOTA).notes(1)).isEmpty();
  }

  @Test
  void saysThatThreadsWithoutACoreTakeTurns() {
    assertThat(notes(2, NO_QUOTA, 8, "GOMP_SPINCOUNT", "0"))
        .containsExactly(
            "8 threads on 2 cores take turns, which is slower than 2: use --threads 2 or set"
                + " OMP_NUM_THREADS=2.");
  }

  @Test
  void saysThatAContainerGetsLessThanItsCores() {
    assertThat(notes(2, 1.5, 2, "GOMP_SPINCOUNT", "0"))
        .containsExactly(
            "This container gets the time of 1.5 cores, less than 2 threads use: they stand still"
                + " when it is used up.");
  }

  @Test
  void saysThatCoresLieIdle() {
    assertThat(notes(16, NO_QUOTA, 1))
        .containsExactly(
            "1 thread, where there are 16 cores: use --threads 16 or set OMP_NUM_THREADS=16.");
    assertThat(notes(3, NO_QUOTA, 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"OMP_NUM_THREADS", "OMP_THREAD_LIMIT"})
  void saysThatAVariableKeepsTheLibraryBelowTheThreadsAskedFor(String name) {
    assertThat(notes(4, NO_QUOTA, 4, name, "2", "GOMP_SPINCOUNT", "0"))
        .containsExactly(
            name
                + "=2 keeps the native library below the 4 threads asked for: set it to 4 before"
                + " Java starts.");
    assertThat(notes(4, NO_QUOTA, 4, name, "5", "GOMP_SPINCOUNT", "0")).isEmpty();
    assertThat(notes(4, NO_QUOTA, 4, name, "many", "GOMP_SPINCOUNT", "0")).isEmpty();
  }

  @Test
  void saysThatThereIsASecondPoolOfThreads() {
    assertThat(notes(2, NO_QUOTA, 2, "OPENBLAS_NUM_THREADS", "4", "GOMP_SPINCOUNT", "0"))
        .containsExactly(
            "OPENBLAS_NUM_THREADS=4 makes a second pool of threads, which would take the cores of"
                + " OpenMP's and is kept idle: set it to 1.");
    assertThat(notes(2, NO_QUOTA, 2, "OPENBLAS_NUM_THREADS", "", "GOMP_SPINCOUNT", "0")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true, ' ties Java''s own threads to the core of the one that made them: unset it.'",
    "'close,spread', ' ties Java''s own threads to the core of the one that made them: unset it.'",
    "sometimes, ' is no binding that OpenMP knows: unset it.'",
  })
  void saysWhatABindingDoes(String value, String words) {
    assertThat(notes(2, NO_QUOTA, 2, "OMP_PROC_BIND", value, "GOMP_SPINCOUNT", "0"))
        .containsExactly("OMP_PROC_BIND=" + value + words);
  }

  @Test
  void findsNoFaultWithNoBinding() {
    assertThat(notes(2, NO_QUOTA, 2, "OMP_PROC_BIND", "FALSE", "GOMP_SPINCOUNT", "0")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // GOMP_SPINCOUNT, OMP_WAIT_POLICY
    "20000, , true",
    "0, active, true",
    "20001, , false",
    "infinity, , false",
    "9999999999999, passive, true",
    ", PASSIVE, true",
    ", active, false",
    ", , false",
  })
  void knowsWhetherTheLibrarysThreadsLeaveTheirCores(String spin, String policy, boolean leave) {
    Map<String, String> variables = new HashMap<>();
    if (spin != null) {
      variables.put("GOMP_SPINCOUNT", spin);
    }
    if (policy != null) {
      variables.put("OMP_WAIT_POLICY", policy);
    }
    ThreadEnvironment environment = new ThreadEnvironment(variables, 2, NO_QUOTA);
    assertThat(environment.leavesCores()).isEqualTo(leave);
    String note =
        "The native library's threads keep their cores busy long after a call, so that one thread"
            + " updates the parameters: set GOMP_SPINCOUNT=10000, as the launcher does.";
    assertThat(environment.notes(2)).isEqualTo(leave ? List.of() : List.of(note));
    assertThat(environment.notes(1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "150000 100000, 1.5",
    "max 100000, Infinity",
    "-1 100000, Infinity",
    "'100000 50000\n', 2",
    "5, Infinity",
    "5 0, Infinity",
    "'', Infinity",
  })
  void readsTheQuotaOfAContainer(String text, double cores) {
    assertThat(CpuQuota.parse(text)).isEqualTo(cores);
  }

  private static List<String> notes(int cores, double quota, int threads, String... variables) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      map.put(variables[i], variables[i + 1]);
    }
    return new ThreadEnvironment(map, cores, quota).notes(threads);
  }
}
