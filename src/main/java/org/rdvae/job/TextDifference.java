package org.rdvae.job;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The settings in which two configs as {@code ConfigWriter.plain} writes them differ, for a
 * message. Every setting is named by its whole path, because the same line, such as {@code units:
 * 400}, may stand in several places.
 */
final class TextDifference {
  private static final int INDENT = 2;

  private TextDifference() {}

  static String of(String before, String now) {
    Set<String> old = settings(before);
    Set<String> current = settings(now);
    StringBuilder text = new StringBuilder();
    old.stream()
        .filter(setting -> !current.contains(setting))
        .forEach(setting -> text.append("\n  was: ").append(setting));
    current.stream()
        .filter(setting -> !old.contains(setting))
        .forEach(setting -> text.append("\n  now: ").append(setting));
    return text.toString();
  }

  /** Lines such as {@code training.epochs: 3} and {@code model.encoder.0: dense: {units: 8}}. */
  static Set<String> settings(String config) {
    Set<String> settings = new LinkedHashSet<>();
    List<String> path = new ArrayList<>();
    int item = 0;
    for (String line : config.lines().toList()) {
      String content = line.strip();
      int depth = (line.length() - line.stripLeading().length()) / INDENT;
      path.subList(Math.min(depth, path.size()), path.size()).clear();
      if (content.startsWith("- ")) {
        settings.add(String.join(".", path) + "." + item + ": " + content.substring(2));
        item++;
      } else if (content.endsWith(":")) {
        path.add(content.substring(0, content.length() - 1));
        item = 0;
      } else {
        settings.add((path.isEmpty() ? "" : String.join(".", path) + ".") + content);
      }
    }
    return settings;
  }
}
