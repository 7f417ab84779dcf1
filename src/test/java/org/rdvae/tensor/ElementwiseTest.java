package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every elementwise operation against its formula, in both precisions and all placements. */
class ElementwiseTest {
  private static final int[][] SHAPES = {{1, 1}, {3, 7}, {1, 513}, {100, 300}};
  private static final double NUMBER = 0.3125;

  @FunctionalInterface
  private interface Plan {
    Operation plan(Kernels kernels, Tensor x, Tensor y, Tensor out);
  }

  /**
   * @param ulps allowed error in units of epsilon, relative to the larger of the result and {@code
   *     floor}; 0 where the operation is one rounding or none
   * @param floor below it the error is absolute
   */
  private record Case(
      String name, Plan plan, DoubleBinaryOperator formula, double ulps, double floor) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case("add", Kernels::add, (x, y) -> x + y, 0, 0),
          new Case("subtract", Kernels::subtract, (x, y) -> x - y, 0, 0),
          new Case("multiply", Kernels::multiply, (x, y) -> x * y, 0, 0),
          new Case(
              "scale",
              (k, x, y, out) -> k.scale(x, k.scalar(NUMBER), out),
              (x, y) -> x * NUMBER,
              0,
              0),
          new Case(
              "shift",
              (k, x, y, out) -> k.shift(x, k.scalar(NUMBER), out),
              (x, y) -> x + NUMBER,
              0,
              0),
          new Case(
              "atLeast",
              (k, x, y, out) -> k.atLeast(x, k.scalar(NUMBER), out),
              (x, y) -> Math.max(x, NUMBER),
              0,
              0),
          new Case(
              "atMost",
              (k, x, y, out) -> k.atMost(x, k.scalar(NUMBER), out),
              (x, y) -> Math.min(x, NUMBER),
              0,
              0),
          new Case(
              "isAbove",
              (k, x, y, out) -> k.isAbove(x, k.scalar(NUMBER), out),
              (x, y) -> x > NUMBER ? 1 : 0,
              0,
              0),
          new Case("absolute", (k, x, y, out) -> k.absolute(x, out), (x, y) -> Math.abs(x), 0, 0),
          new Case("sign", (k, x, y, out) -> k.sign(x, out), (x, y) -> Math.signum(x), 0, 0),
          new Case("round", (k, x, y, out) -> k.round(x, out), ElementwiseTest::awayFromZero, 0, 0),
          new Case("tanh", (k, x, y, out) -> k.tanh(x, out), (x, y) -> Math.tanh(x), 4, 1),
          new Case("exp", (k, x, y, out) -> k.exp(x, out), (x, y) -> Math.exp(x), 4, 0),
          new Case(
              "log of |x|", ElementwiseTest::logOfMagnitude, (x, y) -> Math.log(Math.abs(x)), 4, 0),
          new Case("square", (k, x, y, out) -> k.square(x, out), (x, y) -> x * x, 0, 0),
          new Case("copy", (k, x, y, out) -> k.copy(x, out), (x, y) -> x, 0, 0),
          new Case("root of x²", ElementwiseTest::rootOfSquare, (x, y) -> Math.abs(x), 2, 0),
          new Case(
              "inverseRoot of x²",
              ElementwiseTest::inverseRootOfSquare,
              (x, y) -> 1 / Math.abs(x),
              4,
              0),
          new Case("erf", (k, x, y, out) -> k.erf(x, out), (x, y) -> erf(x), 8, 0));

  private static double awayFromZero(double x, double y) {
    return Math.signum(x) * Math.floor(Math.abs(x) + 0.5);
  }

  static Stream<Arguments> casesAndPrecisions() {
    return CASES.stream()
        .flatMap(
            one -> Stream.of(Precision.values()).map(precision -> Arguments.of(one, precision)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("casesAndPrecisions")
  void equalsItsFormula(Case one, Precision precision) {
    for (Placement placement : Placement.values()) {
      for (int[] shape : SHAPES) {
        try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
          expectFormula(kernels, one, placement, shape[0], shape[1]);
        }
      }
    }
  }

  private static void expectFormula(
      Kernels kernels, Case one, Placement placement, int rows, int columns) {
    double[] a = TensorValues.random(rows, rows * columns);
    double[] b = TensorValues.random(rows + 1, rows * columns);
    // The threshold itself must occur.
    a[a.length / 2] = NUMBER;
    PlacedTensor x = placement.input(kernels, rows, columns).filled(a);
    PlacedTensor y = placement.input(kernels, rows, columns).filled(b);
    PlacedTensor out = placement.output(kernels, x, rows, columns);
    one.plan.plan(kernels, x.tensor(), y.tensor(), out.tensor()).run();
    String label = "%s, %d x %d".formatted(placement, rows, columns);
    double[] found = out.values();
    for (int i = 0; i < found.length; i++) {
      double exact = one.formula.applyAsDouble(a[i], b[i]);
      double expected = kernels.precision() == Precision.FLOAT32 ? (float) exact : exact;
      double tolerance =
          one.ulps
              * TensorValues.epsilon(kernels.precision())
              * Math.max(Math.abs(exact), one.floor);
      if (!(Math.abs(found[i] - expected) <= tolerance)) {
        assertThat(found[i])
            .as("%s, at x = %s, y = %s", label, a[i], b[i])
            .isCloseTo(expected, within(tolerance));
      }
    }
    assertThat(y.values()).as("second input").isEqualTo(b);
    out.expectNothingAroundItChanged(label);
  }

  private static Operation logOfMagnitude(Kernels kernels, Tensor x, Tensor y, Tensor out) {
    Operation magnitude = kernels.absolute(x, out);
    Operation log = kernels.log(out, out);
    return () -> {
      magnitude.run();
      log.run();
    };
  }

  private static Operation rootOfSquare(Kernels kernels, Tensor x, Tensor y, Tensor out) {
    Operation square = kernels.square(x, out);
    Operation root = kernels.root(out, out);
    return () -> {
      square.run();
      root.run();
    };
  }

  private static Operation inverseRootOfSquare(Kernels kernels, Tensor x, Tensor y, Tensor out) {
    Operation square = kernels.square(x, out);
    Operation inverseRoot = kernels.inverseRoot(out, out);
    return () -> {
      square.run();
      inverseRoot.run();
    };
  }

  /**
   * By the series 2 / sqrt(pi) exp(-x²) (x + 2 x³ / 3 + 4 x⁵ / 15 + ...), whose terms all have one
   * sign: nothing cancels.
   */
  private static double erf(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return sum * Math.exp(-x * x) * 2 / Math.sqrt(Math.PI);
  }
}
