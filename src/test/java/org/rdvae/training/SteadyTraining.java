package org.rdvae.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program that trains in small steps and prints its resident set in kilobytes along the way: for
 * a process with a heap of fixed size, all of it touched.
 */
final class SteadyTraining {
  private SteadyTraining() {}

  /** Arguments: steps at which to print, rising. */
  public static void main(String[] arguments) {
    int last = Integer.parseInt(arguments[arguments.length - 1]);
    BarsTraining training =
        BarsTraining.usual(1 + last / BarsTraining.STEPS_PER_EPOCH)
            .withIntervals(0, 100, 50)
            .withSkipping(5)
            .withAveraging(0.99);
    int[] next = {0};
    training.run(
        training.start(),
        Validators.ofParameters(),
        trainer -> {
          if (trainer.position().step() == Integer.parseInt(arguments[next[0]])) {
            System.out.println(residentKilobytes());
            next[0]++;
          }
          return next[0] < arguments.length;
        });
  }

  private static long residentKilobytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
