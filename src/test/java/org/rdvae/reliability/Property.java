package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A property of reliability, tried on numbered cases. {@code mvn verify} runs the brief count,
 * {@code mvn -Preliability verify} the short one, and {@code mvn -Preliability -Dproperty=ID
 * -Dcases=N verify} as many as asked. Case i of a seed is the same case however many there are, so
 * that {@code -Dfirst=i -Dcases=1} repeats a single one.
 *
 * @param id the name in the table of {@code src/site/markdown/reliability.md} and the tag of its
 *     test
 */
record Property(String id, int brief, int inShort) {
  /**
   * What is tried: throws, best an AssertionError that says what was found, where the case fails.
   */
  @FunctionalInterface
  interface Case {
    void run(int number, Random random) throws Exception;
  }

  private static final int TOLD = 5;

  int cases() {
    return Integer.getInteger("cases", Boolean.getBoolean("reliability") ? inShort : brief);
  }

  /** The number of the first case. */
  static int first() {
    return Integer.getInteger("first", 0);
  }

  static long seed() {
    return Long.getLong("seed", 1);
  }

  /** Mixed, because what Random first draws from seeds side by side is nearly the same. */
  private static Random random(int number) {
    return new Random(new SplittableRandom(seed() * 1_000_003 + number).nextLong());
  }

  /** Tries all cases, prints how many failed, and fails with the first of them if any did. */
  void check(Case tried) {
    int first = first();
    int count = cases();
    List<String> failures = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = first; i < first + count; i++) {
      try {
        tried.run(i, random(i));
      } catch (Exception
          | LinkageError
          | AssertionError
          | StackOverflowError
          | OutOfMemoryError e) {
        failures.add("case " + i + ": " + e);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %,d cases, %,d failures, seed %d, %.0f s%n",
        id,
        count,
        failures.size(),
        seed(),
        (System.nanoTime() - begin) * 1e-9);
    assertThat(failures.subList(0, Math.min(TOLD, failures.size())))
        .as("%s: the first of %,d failures, seed %d", id, failures.size(), seed())
        .isEmpty();
  }
}
