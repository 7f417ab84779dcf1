package org.rdvae.codec;

import java.util.function.DoubleUnaryOperator;
import org.rdvae.network.Activation;

/**
 * A function of one number as a table: 256 values to the unit between -16 and 16, straight lines in
 * between, and beyond them what the function tends to, a constant on the left and a constant or x
 * itself on the right. Argument and value have {@link #FRACTION}; off the true value by less than
 * 2^-15.
 *
 * <p>The tables are made with {@link StrictMath}, whose results are defined to the last bit.
 */
final class FixedTable {
  /** Of the argument and of the value. */
  static final int FRACTION = 16;

  private static final int RANGE = 16;
  private static final int STEP_BITS = 8;
  private static final int STEPS = (2 * RANGE) << STEP_BITS;
  private static final int BETWEEN_BITS = FRACTION - STEP_BITS;

  private final int[] values = new int[STEPS + 1];
  private final boolean growing;

  private FixedTable(DoubleUnaryOperator function, boolean growing) {
    this.growing = growing;
    for (int i = 0; i <= STEPS; i++) {
      double x = Math.scalb((double) i, -STEP_BITS) - RANGE;
      values[i] = (int) FixedPoint.of(function.applyAsDouble(x), FRACTION);
    }
  }

  static FixedTable of(Activation activation) {
    return switch (activation) {
      case TANH -> Made.TANH;
      case SIGMOID -> Made.SIGMOID;
      case ELU -> Made.ELU;
      case SOFTPLUS -> Made.SOFTPLUS;
      case SILU -> Made.SILU;
      case GELU -> Made.GELU;
      case IDENTITY, RELU, LEAKY_RELU ->
          throw new IllegalArgumentException(activation + " needs no table");
    };
  }

  int value(int x) {
    long place = x + ((long) RANGE << FRACTION);
    if (place < 0) {
      return values[0];
    }
    int index = (int) Math.min(place >> BETWEEN_BITS, STEPS);
    if (index == STEPS) {
      return growing ? x : values[STEPS];
    }
    long between = place & ((1 << BETWEEN_BITS) - 1);
    long rise = (long) values[index + 1] - values[index];
    return (int) (values[index] + FixedPoint.rescale(rise * between, BETWEEN_BITS));
  }

  /** One of each, made when first asked for. */
  private static final class Made {
    static final FixedTable TANH = new FixedTable(StrictMath::tanh, false);
    static final FixedTable SIGMOID = new FixedTable(Made::sigmoid, false);
    static final FixedTable ELU = new FixedTable(x -> x > 0 ? x : StrictMath.expm1(x), true);
    static final FixedTable SOFTPLUS =
        new FixedTable(x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))), true);
    static final FixedTable SILU = new FixedTable(x -> x * sigmoid(x), true);
    static final FixedTable GELU = new FixedTable(x -> x * CumulativeTable.NORMAL.real(x), true);

    private static double sigmoid(double x) {
      return 1 / (1 + StrictMath.exp(-x));
    }
  }
}
