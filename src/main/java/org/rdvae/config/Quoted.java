package org.rdvae.config;

import java.util.Locale;

/**
 * Text from outside, made safe for a message of one line: control characters are escaped and the
 * length is limited.
 */
final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  static String of(String text) {
    return '"' + oneLine(text, LONGEST) + '"';
  }

  static String oneLine(String text, int longest) {
    StringBuilder line = new StringBuilder();
    int[] letters = text.codePoints().limit(longest).toArray();
    for (int letter : letters) {
      if (letter == '\n') {
        line.append("\\n");
      } else if (letter == '\t') {
        line.append("\\t");
      } else if (!isVisible(letter)) {
        line.append(String.format(Locale.ROOT, "\\u%04x", letter));
      } else {
        line.appendCodePoint(letter);
      }
    }
    return text.codePointCount(0, text.length()) > longest ? line + "..." : line.toString();
  }

  private static boolean isVisible(int letter) {
    return switch (Character.getType(letter)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SURROGATE, Character.UNASSIGNED -> false;
      default -> true;
    };
  }
}
