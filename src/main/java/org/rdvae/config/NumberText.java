package org.rdvae.config;

import java.math.BigDecimal;

/** Numbers as people write them: 1e-4 and not 1.0E-4. Every text reads back as the same number. */
final class NumberText {

  private NumberText() {}

  /** The shortest text: 1, 0.25, 1e-8. */
  static String of(double number) {
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    double size = Math.abs(number);
    if (number == 0 || (size >= 1e-3 && size < 1e12)) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return (number < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + exponent;
  }

  /** The same, but recognisable as a number that need not be whole: 1.0 and not 1. */
  static String ofReal(double number) {
    String text = Double.compare(number, -0.0) == 0 ? "-0" : of(number);
    return text.matches("-?[0-9]+") ? text + ".0" : text;
  }
}
