package org.rdvae.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the environment says about the native library's threads. OpenMP's runtime (GNU's, on Linux)
 * reads these variables when it is loaded, so nothing here can still change them: the launchers set
 * good ones, and elsewhere {@link #notes} tells what is wrong.
 *
 * <p>After a call, OpenMP's threads wait for the next one at full speed, {@code GOMP_SPINCOUNT}
 * rounds long, by default some ten milliseconds. Beside them a thread of Java would get half a
 * core, in slices that are longer than its work; and beside another busy program a call waits for
 * whoever of them lost its core.
 *
 * @param cores that this process may use
 * @param quota cores' worth of time that its container gets; infinite without a limit
 */
record ThreadEnvironment(Map<String, String> variables, int cores, double quota) {
  /** More rounds than this are longer than what Java does between two calls. */
  private static final int MOST_ROUNDS = 20_000;

  /** At this many cores, a single thread is hardly what anybody wants. */
  private static final int MANY_CORES = 4;

  private static final Set<String> BINDINGS =
      Set.of("true", "close", "spread", "master", "primary");

  static ThreadEnvironment ofThisProcess() {
    return new ThreadEnvironment(
        System.getenv(), Runtime.getRuntime().availableProcessors(), CpuQuota.cores());
  }

  private String value(String name) {
    return variables.getOrDefault(name, "").strip();
  }

  /** Whether the library's threads leave their cores soon after a call. */
  boolean leavesCores() {
    return value("GOMP_SPINCOUNT").matches("[0-9]{1,9}")
        ? Integer.parseInt(value("GOMP_SPINCOUNT")) <= MOST_ROUNDS
        : value("OMP_WAIT_POLICY").equalsIgnoreCase("passive");
  }

  /** What makes this number of threads slow, a sentence each. */
  List<String> notes(int threads) {
    List<String> notes = new ArrayList<>();
    if (threads > cores) {
      notes.add(
          threads
              + " threads on "
              + cores
              + " cores take turns, which is slower than "
              + cores
              + ": use --threads "
              + cores
              + " or set OMP_NUM_THREADS="
              + cores
              + ".");
    } else if (threads > quota) {
      notes.add(
          String.format(
              Locale.ROOT,
              "This container gets the time of %.1f cores, less than %d threads use: they stand still when it is used up.",
              quota,
              threads));
    } else if (threads == 1 && cores >= MANY_CORES) {
      notes.add(
          "1 thread, where there are "
              + cores
              + " cores: use --threads "
              + cores
              + " or set OMP_NUM_THREADS="
              + cores
              + ".");
    }
    limit("OMP_NUM_THREADS", threads, notes);
    limit("OMP_THREAD_LIMIT", threads, notes);
    String blas = value("OPENBLAS_NUM_THREADS");
    if (blas.matches("[0-9]+") && !blas.matches("0*1")) {
      notes.add(
          "OPENBLAS_NUM_THREADS="
              + blas
              + " makes a second pool of threads, which would take the cores of OpenMP's and is kept idle: set it to 1.");
    }
    String binding = value("OMP_PROC_BIND").toLowerCase(Locale.ROOT);
    if (!binding.isEmpty() && !binding.equals("false")) {
      notes.add(
          "OMP_PROC_BIND="
              + value("OMP_PROC_BIND")
              + (binds(binding)
                  ? " ties Java's own threads to the core of the one that made them: unset it."
                  : " is no binding that OpenMP knows: unset it."));
    }
    if (threads > 1 && !leavesCores()) {
      notes.add(
          "The native library's threads keep their cores busy long after a call, so that one thread updates the"
              + " parameters: set GOMP_SPINCOUNT=10000, as the launcher does.");
    }
    return notes;
  }

  private void limit(String name, int threads, List<String> notes) {
    if (value(name).matches("[0-9]{1,9}") && Integer.parseInt(value(name)) < threads) {
      notes.add(
          name
              + "="
              + value(name)
              + " keeps the native library below the "
              + threads
              + " threads asked for: set it to "
              + threads
              + " before Java starts.");
    }
  }

  private static boolean binds(String value) {
    return List.of(value.split(",")).stream().map(String::strip).allMatch(BINDINGS::contains);
  }
}
