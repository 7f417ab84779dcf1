package org.rdvae.report;

import java.util.Map;

/** JSON has no word for numbers that are not finite; they become {@code null}. */
final class JsonNumbers {
  private JsonNumbers() {}

  /** The number, or {@code null}. */
  static Double orNull(double number) {
    return Double.isFinite(number) ? (Double) number : null;
  }

  /** Does the same to all numbers of an object, but not to those in lists. */
  static void replaceIn(Map<String, Object> object) {
    object.replaceAll((key, value) -> value instanceof Double number ? orNull(number) : value);
  }
}
