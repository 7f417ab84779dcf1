package org.rdvae.job;

import java.util.List;

/** The lines in which two texts of the same layout differ, for a message. */
final class TextDifference {
  private TextDifference() {}

  static String of(String before, String now) {
    List<String> old = before.lines().toList();
    List<String> current = now.lines().toList();
    StringBuilder text = new StringBuilder();
    for (String line : old) {
      if (!current.contains(line)) {
        text.append("\n  was: ").append(line.strip());
      }
    }
    for (String line : current) {
      if (!old.contains(line)) {
        text.append("\n  now: ").append(line.strip());
      }
    }
    return text.toString();
  }
}
