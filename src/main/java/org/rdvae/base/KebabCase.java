package org.rdvae.base;

import java.util.Locale;

/**
 * The names of a config file: {@code learningRate}, {@code LearningRate} and {@code LEARNING_RATE}
 * become learning-rate.
 */
public final class KebabCase {

  private KebabCase() {}

  /** The kebab-case form of a Java name: of a component, a type or a constant. */
  public static String of(String name) {
    if (name.equals(name.toUpperCase(Locale.ROOT))) {
      return name.replace('_', '-').toLowerCase(Locale.ROOT);
    }
    StringBuilder kebab = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      boolean wordStarts =
          Character.isUpperCase(letter) && i > 0 && Character.isLetterOrDigit(name.charAt(i - 1));
      if (wordStarts && !Character.isUpperCase(name.charAt(i - 1))) {
        kebab.append('-');
      }
      kebab.append(letter == '_' ? '-' : Character.toLowerCase(letter));
    }
    return kebab.toString();
  }
}
