package org.rdvae.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
  private Figures() {}

  /** About four digits: 98.87, 0.3114, 12,345, 2.1e-05. */
  static String of(double number) {
    double size = Math.abs(number);
    if (!Double.isFinite(number)) {
      return "-";
    }
    if (size >= 1e7 || (size > 0 && size < 1e-3)) {
      return String.format(Locale.ROOT, "%.2e", number);
    }
    if (size >= 1000) {
      return String.format(Locale.ROOT, size >= 10_000 ? "%,.0f" : "%,.1f", number);
    }
    if (number == Math.rint(number)) {
      return String.format(Locale.ROOT, "%.0f", number);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.2f" : "%.4f", number);
  }

  /** 0:52, 3:07:45. */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
