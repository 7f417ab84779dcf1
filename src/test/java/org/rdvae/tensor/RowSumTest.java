package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call that may serve a sum over rows, against plain loops. */
class RowSumTest {
  private static final int[][] SHAPES = {{1, 1}, {1, 7}, {7, 1}, {3, 7}, {100, 300}, {128, 784}};

  static Stream<Arguments> callsAndPrecisions() {
    return Stream.of(
            "by the table",
            "ones-product",
            "ones-product-openblas",
            "ones-product-column-major",
            "reduce")
        .flatMap(
            call -> Stream.of(Precision.values()).map(precision -> Arguments.of(call, precision)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("callsAndPrecisions")
  void equalsThePlainSum(String call, Precision precision) {
    for (int[] shape : SHAPES) {
      expectPlainSum(call, precision, false, shape[0], shape[1]);
      expectPlainSum(call, precision, true, shape[0], shape[1]);
    }
  }

  private static void expectPlainSum(
      String call, Precision precision, boolean views, int rows, int columns) {
    double[] x = TensorValues.random(1, rows * columns);
    double[] ones = new double[rows];
    Arrays.fill(ones, 1);
    PlainProduct expected = PlainProduct.of(ones, false, x, false, 1, columns, rows);
    try (Nd4jKernels kernels = (Nd4jKernels) TestDevice.CPU.kernels(precision)) {
      PlacedTensor from =
          (views
              ? PlacedTensor.view(kernels, rows, columns)
              : PlacedTensor.alone(kernels, rows, columns));
      PlacedTensor out =
          (views
              ? PlacedTensor.view(kernels, 1, columns)
              : PlacedTensor.alone(kernels, 1, columns));
      from.filled(x);
      Operation operation =
          call.equals("by the table")
              ? kernels.sumRows(from.tensor(), out.tensor())
              : kernels.products().sumRows(call, from.tensor(), out.tensor());
      operation.run();
      operation.run();
      String label = "%d x %d, views %b".formatted(rows, columns, views);
      double[] found = out.values();
      for (int i = 0; i < columns; i++) {
        double tolerance = 4 * rows * TensorValues.epsilon(precision) * expected.magnitudes()[i];
        assertThat(found[i])
            .as("%s, column %d", label, i)
            .isCloseTo(expected.values()[i], within(tolerance));
      }
      out.expectNothingAroundItChanged(label);
    }
  }
}
