package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations with columns of a matrix, against plain loops. */
class ColumnOperationTest {
  private static final int[][] SHAPES = {{1, 1}, {1, 7}, {7, 1}, {3, 7}, {100, 300}, {128, 784}};

  static Stream<Arguments> precisionsAndPlacements() {
    return Stream.of(Precision.values())
        .flatMap(
            precision ->
                Stream.of(Placement.values()).map(placement -> Arguments.of(precision, placement)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("precisionsAndPlacements")
  void addsAColumnToEveryColumn(Precision precision, Placement placement) {
    for (int[] shape : SHAPES) {
      expect(precision, placement, shape[0], shape[1], true);
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("precisionsAndPlacements")
  void multipliesEveryColumnByAColumn(Precision precision, Placement placement) {
    for (int[] shape : SHAPES) {
      expect(precision, placement, shape[0], shape[1], false);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void findsTheLargestOfEachRow(Precision precision) {
    expectLargest(precision, Placement.SEPARATE);
    expectLargest(precision, Placement.VIEWS);
  }

  private static void expectLargest(Precision precision, Placement placement) {
    for (int[] shape : SHAPES) {
      int rows = shape[0];
      int columns = shape[1];
      double[] x = TensorValues.random(3, rows * columns);
      double[] expected = new double[rows];
      for (int row = 0; row < rows; row++) {
        expected[row] = Arrays.stream(x, row * columns, (row + 1) * columns).max().orElseThrow();
      }
      try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
        PlacedTensor from = placement.input(kernels, rows, columns).filled(x);
        PlacedTensor out = placement.output(kernels, from, rows, 1);
        kernels.maxColumns(from.tensor(), out.tensor()).run();
        String label = "%d x %d".formatted(rows, columns);
        assertThat(out.values()).as(label).isEqualTo(expected);
        out.expectNothingAroundItChanged(label);
      }
    }
  }

  private static void expect(
      Precision precision, Placement placement, int rows, int columns, boolean sum) {
    double[] x = TensorValues.random(1, rows * columns);
    double[] column = TensorValues.random(2, rows);
    double[] expected = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double exact = sum ? x[i] + column[i / columns] : x[i] * column[i / columns];
      expected[i] = precision == Precision.FLOAT32 ? (float) exact : exact;
    }
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      PlacedTensor from = placement.input(kernels, rows, columns).filled(x);
      PlacedTensor vector = placement.input(kernels, rows, 1).filled(column);
      PlacedTensor out = placement.output(kernels, from, rows, columns);
      Operation operation =
          sum
              ? kernels.addColumn(from.tensor(), vector.tensor(), out.tensor())
              : kernels.multiplyColumn(from.tensor(), vector.tensor(), out.tensor());
      operation.run();
      String label = "%d x %d".formatted(rows, columns);
      assertThat(out.values()).as(label).isEqualTo(expected);
      assertThat(vector.values()).as("%s, the column", label).isEqualTo(column);
      out.expectNothingAroundItChanged(label);
    }
  }

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
  void sumsTheColumns(String call, Precision precision) {
    for (int[] shape : SHAPES) {
      double[] x = TensorValues.random(1, shape[0] * shape[1]);
      PlainSums expected = new PlainSums(shape[0]);
      for (int i = 0; i < x.length; i++) {
        expected.add(i / shape[1], x[i]);
      }
      try (Nd4jKernels kernels = (Nd4jKernels) TestDevice.CPU.kernels(precision)) {
        PlacedTensor from = PlacedTensor.view(kernels, shape[0], shape[1]).filled(x);
        PlacedTensor out = PlacedTensor.view(kernels, shape[0], 1);
        Operation operation =
            call.equals("by the table")
                ? kernels.sumColumns(from.tensor(), out.tensor())
                : kernels.products().sumColumns(call, from.tensor(), out.tensor());
        operation.run();
        operation.run();
        String label = "%d x %d".formatted(shape[0], shape[1]);
        expected.expect(label, precision, out.values());
        out.expectNothingAroundItChanged(label);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void joinsAndSplitsColumns(Precision precision) {
    for (int rows : new int[] {1, 4, 100}) {
      try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
        int[] widths = {3, 1, 200};
        double[] whole = TensorValues.random(rows, rows * 204);
        PlacedTensor joined = PlacedTensor.view(kernels, rows, 204).filled(whole);
        List<PlacedTensor> parts =
            Stream.of(3, 1, 200).map(width -> PlacedTensor.view(kernels, rows, width)).toList();
        List<Tensor> tensors = parts.stream().map(PlacedTensor::tensor).toList();
        kernels.splitColumns(joined.tensor(), tensors).run();
        int first = 0;
        for (int p = 0; p < widths.length; p++) {
          double[] expected = new double[rows * widths[p]];
          for (int i = 0; i < expected.length; i++) {
            expected[i] = whole[i / widths[p] * 204 + first + i % widths[p]];
          }
          assertThat(parts.get(p).values()).as("part %d", p).isEqualTo(expected);
          parts.get(p).expectNothingAroundItChanged("part");
          first += widths[p];
        }
        joined.filled(new double[rows * 204]);
        kernels.joinColumns(tensors, joined.tensor()).run();
        assertThat(joined.values()).as("joined again").isEqualTo(whole);
        joined.expectNothingAroundItChanged("joined");
      }
    }
  }
}
