package org.rdvae.base;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The numbers that a config hands to a plugin, which asks for each by its name while it is made.
 * What it never asks for is a mistake in the config, and refused.
 */
public final class PluginSettings {
  private final List<PluginNumber> numbers;
  private final Set<String> asked = new LinkedHashSet<>();

  public PluginSettings(List<PluginNumber> numbers) {
    this.numbers = List.copyOf(numbers);
  }

  /** The number of this name, or {@code initial} where the config has none. */
  public double number(String name, double initial) {
    asked.add(name);
    return numbers.stream()
        .filter(number -> number.name().equals(name))
        .mapToDouble(PluginNumber::value)
        .findFirst()
        .orElse(initial);
  }

  /** The same, which must lie in a range. */
  public double number(String name, double initial, double min, double max) {
    double value = number(name, initial);
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          name + ": expected a number from " + min + " to " + max + ", found " + value);
    }
    return value;
  }

  /** Refuses numbers that were not asked for, and those that are there twice. */
  void requireAllAsked() {
    List<String> names = numbers.stream().map(PluginNumber::name).toList();
    for (String name : names) {
      if (!asked.contains(name)) {
        throw new IllegalArgumentException(
            "unknown setting \""
                + name
                + (asked.isEmpty()
                    ? "\"; it has none"
                    : "\"; known here: " + String.join(", ", asked)));
      }
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new IllegalArgumentException("expected each setting once, found " + name + " again");
      }
    }
  }
}
