package org.rdvae.checkpoint;

import org.rdvae.base.Failure;

/**
 * IEEE 754 binary16, as checkpoints may keep parameters: a sign, 5 bits of exponent and 10 of
 * significand. Largest number 65504, relative error of rounding at most 2^-11 down to 2^-14, below
 * that an absolute one of at most 2^-25. Java has these conversions from version 20 on only.
 */
final class HalfPrecision {
  private static final int SIGN = 0x8000;
  private static final int EXPONENT = 0x7c00;
  private static final int SIGNIFICAND = 0x3ff;
  private static final int DROPPED_BITS = 13;
  private static final int EXPONENT_DISTANCE = 127 - 15;
  private static final float LEAST = 0x1p-24f;
  private static final float LEAST_NORMAL = 0x1p-14f;

  private HalfPrecision() {}

  /** All values rounded, with 32 bits each. */
  static NamedTensor rounded(NamedTensor parameter) {
    float[] values = parameter.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = toFloat(of(values[i]));
      if (Float.isInfinite(values[i])) {
        throw new Failure(
            Failure.Kind.BAD_DATA,
            "Parameter "
                + parameter.name()
                + " has the value "
                + parameter.values()[i]
                + " at position "
                + i
                + ", too large for 16 bits: at most 65504 expected");
      }
    }
    return new NamedTensor(parameter.name(), parameter.shape(), values);
  }

  /** The nearest number, of two equally near ones the even one; beyond the largest an infinity. */
  static short of(float value) {
    int sign = (Float.floatToRawIntBits(value) >>> 16) & SIGN;
    float size = Math.abs(value);
    int bits = Float.floatToRawIntBits(size);
    if (Float.isNaN(value)) {
      return (short) (sign | EXPONENT | 0x200);
    }
    if (size < LEAST_NORMAL) {
      // A whole number of the least one; a significand that overflows becomes the next exponent.
      return (short) (sign | (int) Math.rint(size / LEAST));
    }
    int rounded = bits + (1 << (DROPPED_BITS - 1)) - 1 + ((bits >>> DROPPED_BITS) & 1);
    int half = (rounded >>> DROPPED_BITS) - (EXPONENT_DISTANCE << 10);
    return (short) (sign | Math.min(half, EXPONENT));
  }

  /** The same number. */
  static float toFloat(short half) {
    int exponent = half & EXPONENT;
    int significand = half & SIGNIFICAND;
    int sign = (half & SIGN) << 16;
    if (exponent == 0) {
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(significand * LEAST));
    }
    int wide = exponent == EXPONENT ? 0xff : (exponent >> 10) + EXPONENT_DISTANCE;
    return Float.intBitsToFloat(sign | (wide << 23) | (significand << DROPPED_BITS));
  }
}
