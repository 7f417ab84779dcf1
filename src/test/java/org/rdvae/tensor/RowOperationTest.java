package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operations of a matrix and a row vector, against plain loops: one rounding each, so equal to the
 * last bit.
 */
class RowOperationTest {
  private static final int[][] SHAPES = {{1, 1}, {1, 7}, {7, 1}, {3, 7}, {100, 300}, {128, 784}};

  static Stream<Arguments> precisionsAndPlacements() {
    return Stream.of(Precision.values())
        .flatMap(
            precision ->
                Stream.of(Placement.values()).map(placement -> Arguments.of(precision, placement)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("precisionsAndPlacements")
  void addsARowToEveryRow(Precision precision, Placement placement) {
    for (int[] shape : SHAPES) {
      expect(precision, placement, shape[0], shape[1], true);
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("precisionsAndPlacements")
  void multipliesEveryRowByARow(Precision precision, Placement placement) {
    for (int[] shape : SHAPES) {
      expect(precision, placement, shape[0], shape[1], false);
    }
  }

  private static void expect(
      Precision precision, Placement placement, int rows, int columns, boolean sum) {
    double[] x = TensorValues.random(1, rows * columns);
    double[] row = TensorValues.random(2, columns);
    double[] expected = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double exact = sum ? x[i] + row[i % columns] : x[i] * row[i % columns];
      expected[i] = precision == Precision.FLOAT32 ? (float) exact : exact;
    }
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      PlacedTensor from = placement.input(kernels, rows, columns).filled(x);
      PlacedTensor vector = placement.input(kernels, 1, columns).filled(row);
      PlacedTensor out = placement.output(kernels, from, rows, columns);
      Operation operation =
          sum
              ? kernels.addRow(from.tensor(), vector.tensor(), out.tensor())
              : kernels.multiplyRow(from.tensor(), vector.tensor(), out.tensor());
      operation.run();
      String label = "%d x %d".formatted(rows, columns);
      assertThat(out.values()).as(label).isEqualTo(expected);
      assertThat(vector.values()).as("%s, the row", label).isEqualTo(row);
      out.expectNothingAroundItChanged(label);
    }
  }
}
