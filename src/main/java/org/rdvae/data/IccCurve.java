package org.rdvae.data;

import java.nio.ByteBuffer;

/**
 * A channel's curve in an ICC profile: from a stored value to linear light, both from 0 to 1.
 *
 * <pre>
 *   curv   count n | n values of 16 bits      n = 0: y = x; n = 1: an exponent in 1/256; else a table
 *   para   kind | numbers g a b c d e f       y = (a x + b)^g + e from d on, c x + f below
 * </pre>
 *
 * <p>Of the second sort only those kinds are known that sRGB can be written with; others give NaN.
 */
final class IccCurve {
  private static final int TABLE = 0x63757276;
  private static final int FORMULA = 0x70617261;
  private static final int LINE_AND_POWER = 3;
  private static final int LINE_AND_POWER_WITH_OFFSETS = 4;

  private IccCurve() {}

  /** The curve that {@code tag} holds at {@code x}. */
  static double at(ByteBuffer tag, double x) {
    return switch (tag.getInt(0)) {
      case TABLE -> table(tag, x);
      case FORMULA -> formula(tag, x);
      default -> Double.NaN;
    };
  }

  private static double table(ByteBuffer tag, double x) {
    int count = tag.getInt(8);
    if (count == 0) {
      return x;
    }
    if (count == 1) {
      return Math.pow(x, Short.toUnsignedInt(tag.getShort(12)) / 256.0);
    }
    double place = x * (count - 1);
    int below = Math.min((int) place, count - 2);
    double fraction = place - below;
    return (1 - fraction) * entry(tag, below) + fraction * entry(tag, below + 1);
  }

  private static double entry(ByteBuffer tag, int index) {
    return Short.toUnsignedInt(tag.getShort(12 + 2 * index)) / 65535.0;
  }

  private static double formula(ByteBuffer tag, double x) {
    int kind = tag.getShort(8);
    if (kind != LINE_AND_POWER && kind != LINE_AND_POWER_WITH_OFFSETS) {
      return Double.NaN;
    }
    double e = kind == LINE_AND_POWER ? 0 : fixed(tag, 32);
    double f = kind == LINE_AND_POWER ? 0 : fixed(tag, 36);
    return x >= fixed(tag, 28)
        ? Math.pow(fixed(tag, 16) * x + fixed(tag, 20), fixed(tag, 12)) + e
        : fixed(tag, 24) * x + f;
  }

  /** A number in 1/65536. */
  static double fixed(ByteBuffer tag, int at) {
    return tag.getInt(at) / 65536.0;
  }
}
