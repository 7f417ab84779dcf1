package org.rdvae.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rdvae.base.Failure;
import org.rdvae.cli.Main;

/**
 * {@code rdvae train} for spark-submit, which chooses the master: {@code spark-submit --class
 * org.rdvae.spark.Train rdvae-spark.jar CONFIG}, with the options of {@code rdvae train} behind it.
 */
public final class Train {
  private Train() {}

  /** Ends the process with the exit code of {@code rdvae train}. */
  public static void main(String[] arguments) {
    int code = run(arguments);
    // Spark on YARN takes any call of exit for a failure.
    if (code != 0) {
      System.exit(code);
    }
  }

  static int run(String... arguments) {
    String master = System.getProperty(SparkProgram.MASTER);
    if (master == null) {
      System.err.println(
          "rdvae: expected Spark's master, such as local[8] or spark://host:7077, from"
              + " spark-submit, found none; without spark-submit take: rdvae train CONFIG --spark"
              + " MASTER");
      return Failure.Kind.USAGE.exitCode();
    }
    List<String> words = new ArrayList<>(List.of("train", "--spark", master));
    words.addAll(Arrays.asList(arguments));
    return Main.run(words.toArray(String[]::new));
  }
}
