package org.rdvae.codec;

import java.util.Arrays;

/**
 * The weights and biases of a linear layer as 16-bit integers. Output o has a weight fraction g_o
 * of its own: with inputs of fraction f its sum
 *
 * <pre>
 * s_o = round(b_o 2^(f + g_o)) + Σ_i a_i w_io,      w_io = round(W_io 2^g_o)
 * </pre>
 *
 * has the fraction f + g_o. g_o is the largest for which every weight has 16 bits and no sum can
 * leave 32, whatever the inputs are: Σ_i |w_io| max|a| and the bias are each held below 2^30. For
 * the bias that also bounds f; coarser inputs are what a layer with large biases takes.
 *
 * <p>In any order and any grouping the sum is the same, as integer addition is associative.
 */
final class FixedWeights {
  private static final int LARGEST_WEIGHT = Short.MAX_VALUE;
  private static final long HALF_RANGE = (1L << 30) - 1;
  private static final int FINEST_WEIGHT = 24;
  private static final int COARSEST_WEIGHT = -16;
  private static final int BIAS_FRACTION = 32;

  private final int[][] rows;
  private final int[] fractions;
  private final long[] biases;
  private final int largestInput;
  private final int largestInputFraction;

  private FixedWeights(int[][] rows, int[] fractions, long[] biases, int largestInput) {
    this.rows = rows;
    this.fractions = fractions;
    this.biases = biases;
    this.largestInput = largestInput;
    int finest = WideMap.FINEST;
    for (int o = 0; o < biases.length; o++) {
      finest = Math.min(finest, finestSum(biases[o]) - fractions[o]);
    }
    largestInputFraction = finest;
  }

  /**
   * @param weights shape [inputs, outputs]
   * @param range of the inputs
   * @throws IllegalArgumentException if a number is not finite or too large for 32 bits
   */
  static FixedWeights of(float[] weights, float[] bias, int inputs, FixedRange range) {
    int outputs = bias.length;
    int[][] rows = new int[inputs][outputs];
    int[] fractions = new int[outputs];
    long[] biases = new long[outputs];
    for (int o = 0; o < outputs; o++) {
      requireFinite(bias[o], o);
      biases[o] = FixedPoint.of(bias[o], BIAS_FRACTION);
      int fraction = Math.min(FINEST_WEIGHT, finestSum(biases[o]) - range.fraction());
      while (!fits(weights, inputs, outputs, o, fraction, range.largest())) {
        fraction--;
        if (fraction < COARSEST_WEIGHT) {
          throw unusable(o);
        }
      }
      fractions[o] = fraction;
      for (int i = 0; i < inputs; i++) {
        rows[i][o] = (int) FixedPoint.of(weights[i * outputs + o], fraction);
      }
    }
    return new FixedWeights(rows, fractions, biases, range.largest());
  }

  private static void requireFinite(float bias, int output) {
    if (!Float.isFinite(bias) || Math.abs(bias) >= HALF_RANGE) {
      throw unusable(output);
    }
  }

  private static IllegalArgumentException unusable(int output) {
    return new IllegalArgumentException(
        "a weight or bias of output " + output + " is not finite or too large for fixed point");
  }

  /** The proof that no sum of this output overflows. */
  private static boolean fits(
      float[] weights, int inputs, int outputs, int o, int fraction, int largestInput) {
    long sum = 0;
    for (int i = 0; i < inputs; i++) {
      float weight = weights[i * outputs + o];
      long magnitude = Math.abs(FixedPoint.of(weight, fraction));
      sum += magnitude;
      if (!Float.isFinite(weight)
          || magnitude > LARGEST_WEIGHT
          || sum * largestInput > HALF_RANGE) {
        return false;
      }
    }
    return true;
  }

  /** The finest fraction of a sum whose bias stays below 2^30. */
  private static int finestSum(long bias) {
    int fraction = BIAS_FRACTION;
    while (Math.abs(FixedPoint.rescale(bias, BIAS_FRACTION - fraction)) > HALF_RANGE) {
      fraction--;
    }
    return fraction;
  }

  int inputs() {
    return rows.length;
  }

  int outputs() {
    return fractions.length;
  }

  /** Weights of an input, one for each output. */
  int[] row(int input) {
    return rows[input];
  }

  /** Inputs made so coarse that no sum overflows. */
  FixedMap readable(FixedMap inputs) {
    return inputs.within(largestInput, largestInputFraction);
  }

  /** The fractions of the sums. */
  int[] sumFractions(int inputFraction) {
    int[] sums = new int[fractions.length];
    Arrays.setAll(sums, o -> inputFraction + fractions[o]);
    return sums;
  }

  /** The biases, with which the sums begin. */
  int[] start(int inputFraction) {
    int[] start = new int[biases.length];
    Arrays.setAll(
        start,
        o -> (int) FixedPoint.rescale(biases[o], BIAS_FRACTION - inputFraction - fractions[o]));
    return start;
  }
}
