package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;

/**
 * The gradient of a function by central differences in double: (f(x + h) − f(x − h)) / 2h. With h =
 * 1e-5 the truncation h² f''' / 6 and the rounding 1e-16 f / h are both about 1e-11 for values and
 * derivatives near 1.
 */
public final class FiniteDifferences {
  private static final double STEP = 1e-5;
  private static final double RELATIVE_TOLERANCE = 1e-6;
  private static final double ABSOLUTE_TOLERANCE = 1e-8;

  private FiniteDifferences() {}

  public static double[] gradient(ToDoubleFunction<double[]> function, double[] point) {
    double[] moved = point.clone();
    double[] gradient = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      moved[i] = point[i] + STEP;
      double above = function.applyAsDouble(moved);
      moved[i] = point[i] - STEP;
      double below = function.applyAsDouble(moved);
      moved[i] = point[i];
      gradient[i] = (above - below) / (2 * STEP);
    }
    return gradient;
  }

  /** Expects the same gradient up to what central differences can tell. */
  public static void expectEqual(String label, double[] found, double[] differences) {
    assertThat(found).as(label).hasSameSizeAs(differences);
    for (int i = 0; i < found.length; i++) {
      double tolerance = ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * Math.abs(differences[i]);
      assertThat(found[i])
          .as("%s, element %d", label, i)
          .isCloseTo(differences[i], within(tolerance));
    }
  }
}
