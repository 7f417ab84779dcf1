package org.rdvae.config;

import java.util.Locale;
import java.util.Set;

/**
 * The comment above a setting: what it means, what may be written and, for a choice, what the other
 * choices would set.
 */
final class SettingComment {
  private static final int WIDTH = 100;

  private final String indent;
  private final StringBuilder lines = new StringBuilder();

  private SettingComment(String indent) {
    this.indent = indent;
  }

  /**
   * The lines of the comment.
   *
   * @param described the choices described further up, which are not described again; those
   *     described here are added
   */
  static String of(
      SettingComponent component, Object value, String indent, Set<SettingType> described) {
    SettingComment comment = new SettingComment(indent);
    boolean section = component.type() instanceof SettingType.Group;
    comment.wrap(
        section
            ? component.sentence()
            : component.sentence() + " " + sentence(component.expected()),
        "");
    SettingType type = component.type();
    if (type instanceof SettingType.Many many
        && many.element() instanceof SettingType.Union union
        && described.add(union)) {
      comment.choices(union, "");
    } else if (type instanceof SettingType.Union union && described.add(union)) {
      comment.choices(union, union.nameOf(value));
    }
    return comment.lines.toString();
  }

  private void choices(SettingType.Union union, String written) {
    union
        .choices()
        .forEach(
            (name, group) -> {
              if (!name.equals(written)) {
                group.components().forEach(inside -> wrap(describe(name, inside), "  "));
              }
            });
  }

  private static String describe(String choice, SettingComponent inside) {
    String initial = inside.initial().isEmpty() ? "" : " Default " + inside.initial() + ".";
    return choice
        + "."
        + inside.key()
        + ": "
        + inside.sentence()
        + " "
        + sentence(inside.expected())
        + initial;
  }

  private static String sentence(String expected) {
    return expected.substring(0, 1).toUpperCase(Locale.ROOT) + expected.substring(1) + ".";
  }

  private void wrap(String sentence, String further) {
    String start = indent + "#" + further;
    StringBuilder line = new StringBuilder(start);
    for (String word : sentence.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        lines.append(line).append('\n');
        line = new StringBuilder(start);
      }
      line.append(' ').append(word);
    }
    lines.append(line).append('\n');
  }
}
