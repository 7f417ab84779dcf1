package org.rdvae.config;

import java.util.Collection;
import java.util.Optional;
import org.rdvae.base.KebabCase;

/** The valid word that a mistyped one most likely meant. */
public final class Nearest {

  private Nearest() {}

  /**
   * The choice with the smallest {@link #distance} to the word, the first among equals. Empty when
   * none is near: more than one letter in three is wrong (one wrong letter is always near, unless
   * it is the only one). Case and the difference between {@code learning_rate}, {@code
   * learningRate} and {@code learning-rate} do not count.
   */
  public static Optional<String> of(String word, Collection<String> choices) {
    String kebab = KebabCase.of(word);
    int smallest = tolerance(kebab) + 1;
    String nearest = null;
    for (String choice : choices) {
      // As many edits as the lengths differ are needed at least; looked at first, since a word may
      // be huge.
      if (Math.abs(kebab.length() - choice.length()) < smallest) {
        int distance = distance(kebab, KebabCase.of(choice));
        nearest = distance < smallest ? choice : nearest;
        smallest = Math.min(smallest, distance);
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** The largest distance at which a word still counts as near. */
  static int tolerance(String word) {
    return Math.min(Math.max(1, word.length() / 3), word.length() - 1);
  }

  /**
   * How many letters must be inserted, deleted, replaced or swapped with their neighbour to get
   * from one word to the other (optimal string alignment: no letter is edited twice).
   */
  public static int distance(String from, String to) {
    int[] beforePrevious = new int[to.length() + 1];
    int[] previous = new int[to.length() + 1];
    int[] current = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      current[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] spare = beforePrevious;
      beforePrevious = previous;
      previous = current;
      current = spare;
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
        }
      }
    }
    return current[to.length()];
  }
}
