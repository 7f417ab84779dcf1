package org.rdvae.codec;

import org.rdvae.network.Activation;

/**
 * An activation function in fixed point, on the sums of one place. Rectifiers keep the fraction of
 * each channel; all others are read from a {@link FixedTable}.
 */
interface FixedActivation {
  /** Puts f(v) in the place of each value. */
  void apply(int[] values, int[] fractions);

  /** The fractions of the results. */
  int[] fractions(int[] fractions);

  static FixedActivation of(Activation activation) {
    return switch (activation) {
      case IDENTITY -> new Kept(values -> {});
      case RELU -> new Kept(FixedActivation::rectify);
      case LEAKY_RELU -> new Kept(FixedActivation::leak);
      case ELU, TANH, SIGMOID, SOFTPLUS, SILU, GELU -> new Tabled(FixedTable.of(activation));
    };
  }

  private static void rectify(int[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(values[i], 0);
    }
  }

  /** Below zero times round(0.01 2^24) / 2^24. */
  private static void leak(int[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0) {
        values[i] = (int) FixedPoint.rescale(values[i] * 167_772L, 24);
      }
    }
  }

  /** A function that does not ask where the point is. */
  interface Homogeneous {
    void apply(int[] values);
  }

  /** Keeps the fractions. */
  record Kept(Homogeneous function) implements FixedActivation {
    @Override
    public void apply(int[] values, int[] fractions) {
      function.apply(values);
    }

    @Override
    public int[] fractions(int[] fractions) {
      return fractions;
    }
  }

  /** Makes all fractions the table's. */
  record Tabled(FixedTable table) implements FixedActivation {
    @Override
    public void apply(int[] values, int[] fractions) {
      for (int i = 0; i < values.length; i++) {
        long x = FixedPoint.rescale(values[i], fractions[i] - FixedTable.FRACTION);
        values[i] = table.value(FixedPoint.toInt(x));
      }
    }

    @Override
    public int[] fractions(int[] fractions) {
      return WideMap.sameFraction(fractions.length, FixedTable.FRACTION);
    }
  }
}
