package org.rdvae.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rdvae.cli.Main;

/**
 * {@code rdvae train} for spark-submit, which chooses the master: {@code spark-submit --class
 * org.rdvae.spark.Train rdvae-spark.jar CONFIG}, with the options of {@code rdvae train} behind it.
 */
public final class Train {
  private Train() {}

  public static void main(String[] arguments) {
    List<String> words =
        new ArrayList<>(
            List.of("train", "--spark", System.getProperty("spark.master", "local[*]")));
    words.addAll(Arrays.asList(arguments));
    Main.main(words.toArray(String[]::new));
  }
}
