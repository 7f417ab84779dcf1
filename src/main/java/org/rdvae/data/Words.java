package org.rdvae.data;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The words of a text: every longest run of at least two letters (of any script, with the marks
 * upon them), in lower case. An apostrophe ends a word, and figures are none. Scripts that put no
 * space between words make long ones of this, which seldom recur.
 */
final class Words {
  private static final int SHORTEST = 2;

  private Words() {}

  /** How often each word occurs. */
  static Map<String, Integer> count(String text) {
    Map<String, Integer> counts = new TreeMap<>();
    // Lower case by the rules of no language in particular, the same on every machine.
    String lower = text.toLowerCase(Locale.ROOT);
    int start = -1;
    for (int at = 0; at <= lower.length(); ) {
      int letter = at < lower.length() ? lower.codePointAt(at) : ' ';
      if (isOfWord(letter)) {
        start = start < 0 ? at : start;
      } else if (start >= 0) {
        if (lower.codePointCount(start, at) >= SHORTEST) {
          counts.merge(lower.substring(start, at), 1, Integer::sum);
        }
        start = -1;
      }
      at += Character.charCount(letter);
    }
    return counts;
  }

  private static boolean isOfWord(int letter) {
    int type = Character.getType(letter);
    return Character.isLetter(letter)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }
}
