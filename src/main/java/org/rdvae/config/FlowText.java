package org.rdvae.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values in the form that fits into one line: {@code {dense: {units: 400, gated: false}}}. */
final class FlowText {
  /**
   * Text that YAML and {@link Scalars} read back as the same text without quotes, wherever it
   * stands.
   */
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9/._][A-Za-z0-9/._-]*");

  private FlowText() {}

  static String of(SettingType type, Object value) {
    if (type instanceof SettingType.Maybe maybe) {
      return ((Optional<?>) value).map(inner -> of(maybe.inner(), inner)).orElse("null");
    } else if (type instanceof SettingType.Many many) {
      return ((List<?>) value)
          .stream()
              .map(element -> of(many.element(), element))
              .collect(Collectors.joining(", ", "[", "]"));
    } else if (type instanceof SettingType.Group group) {
      return group.components().stream()
          .map(component -> component.key() + ": " + of(component.type(), component.valueIn(value)))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (type instanceof SettingType.Union union) {
      String name = union.nameOf(value);
      SettingType.Group group = union.choices().get(name);
      return group.components().isEmpty() ? name : "{" + name + ": " + of(group, value) + "}";
    } else if (type instanceof SettingType.Choice choice) {
      return nameOf(choice, value);
    } else if (type instanceof SettingType.Real) {
      return NumberText.ofReal((Double) value);
    } else if (type instanceof SettingType.Text || type instanceof SettingType.Location) {
      return text(value.toString());
    }
    return value.toString();
  }

  private static String nameOf(SettingType.Choice choice, Object value) {
    return choice.constants().entrySet().stream()
        .filter(constant -> constant.getValue() == value)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static String text(String text) {
    if (SAFE.matcher(text).matches() && !text.equalsIgnoreCase("null") && !text.startsWith("...")) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        quoted.append('\\').append(letter);
      } else if (letter < ' ' || letter > '~') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) letter));
      } else {
        quoted.append(letter);
      }
    }
    return quoted.append('"').toString();
  }
}
