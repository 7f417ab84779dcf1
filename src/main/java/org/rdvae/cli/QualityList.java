package org.rdvae.cli;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.codec.PhotoCodec;

/** Qualities as words: numbers and ranges of whole steps between commas, {@code 1,2.5,4..8}. */
final class QualityList {
  private static final String NUMBER = "[0-9]{1,3}(\\.[0-9]{1,6})?";

  private QualityList() {}

  /**
   * Reads the words.
   *
   * @return in rising order, each once
   * @throws IllegalArgumentException saying what was expected
   */
  static List<Double> of(String words) {
    List<Double> qualities = new ArrayList<>();
    for (String word : words.split(",", -1)) {
      if (word.matches(NUMBER + "\\.\\." + NUMBER)) {
        String[] ends = word.split("\\.\\.", -1);
        double last = Double.parseDouble(ends[1]);
        for (double quality = Double.parseDouble(ends[0]); quality <= last; quality++) {
          qualities.add(quality);
        }
      } else if (word.matches(NUMBER)) {
        qualities.add(Double.parseDouble(word));
      } else {
        throw refused(words);
      }
    }
    boolean inRange =
        qualities.stream()
            .allMatch(
                quality ->
                    quality >= PhotoCodec.LOWEST_QUALITY && quality <= PhotoCodec.HIGHEST_QUALITY);
    if (qualities.isEmpty() || !inRange) {
      throw refused(words);
    }
    return qualities.stream().distinct().sorted().toList();
  }

  private static IllegalArgumentException refused(String words) {
    return new IllegalArgumentException(
        "expected numbers from 1 to 8 between commas, or ranges as 1..8, found " + words);
  }
}
