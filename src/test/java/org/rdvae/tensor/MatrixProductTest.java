package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call that may serve a matrix product, against plain loops. */
class MatrixProductTest {
  /** m, n, k. */
  private static final List<int[]> SHAPES =
      List.of(
          new int[] {1, 1, 1},
          new int[] {1, 7, 3},
          new int[] {3, 1, 7},
          new int[] {7, 3, 1},
          new int[] {3, 5, 7},
          new int[] {1, 784, 100},
          new int[] {100, 40, 300},
          new int[] {128, 100, 784});

  static Stream<Arguments> callsAndPrecisions() {
    return Stream.of("by the table", "onednn", "openblas", "column-major")
        .flatMap(
            call -> Stream.of(Precision.values()).map(precision -> Arguments.of(call, precision)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("callsAndPrecisions")
  void equalsThePlainProductInAllTransposes(String call, Precision precision) {
    for (int[] shape : SHAPES) {
      for (boolean transposeA : new boolean[] {false, true}) {
        for (boolean transposeB : new boolean[] {false, true}) {
          expectPlainProduct(call, precision, false, shape, transposeA, transposeB);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("callsAndPrecisions")
  void takesViewsAsInputsAndOutput(String call, Precision precision) {
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        expectPlainProduct(call, precision, true, new int[] {1, 5, 3}, transposeA, transposeB);
        expectPlainProduct(call, precision, true, new int[] {37, 41, 43}, transposeA, transposeB);
      }
    }
  }

  @Test
  void givesTheSameBitsInTwoOpenedKernels() {
    double[] a = TensorValues.random(1, 100 * 784);
    double[] b = TensorValues.random(2, 784 * 300);
    double[][] results = new double[2][];
    for (int i = 0; i < 2; i++) {
      try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
        Tensor out = kernels.tensor(100, 300);
        kernels
            .multiplyMatrices(
                TensorValues.tensor(kernels, 100, 784, a),
                false,
                TensorValues.tensor(kernels, 784, 300, b),
                false,
                out)
            .run();
        results[i] = TensorValues.read(out);
      }
    }
    assertThat(results[1]).isEqualTo(results[0]);
  }

  private static void expectPlainProduct(
      String call,
      Precision precision,
      boolean views,
      int[] shape,
      boolean transposeA,
      boolean transposeB) {
    int m = shape[0];
    int n = shape[1];
    int k = shape[2];
    double[] a = TensorValues.random(1, m * k);
    double[] b = TensorValues.random(2, k * n);
    PlainProduct expected = PlainProduct.of(a, transposeA, b, transposeB, m, n, k);
    try (Nd4jKernels kernels = (Nd4jKernels) TestDevice.CPU.kernels(precision)) {
      PlacedTensor left = place(kernels, views, transposeA ? k : m, transposeA ? m : k).filled(a);
      PlacedTensor right = place(kernels, views, transposeB ? n : k, transposeB ? k : n).filled(b);
      PlacedTensor out = place(kernels, views, m, n);
      Operation operation =
          call.equals("by the table")
              ? kernels.multiplyMatrices(
                  left.tensor(), transposeA, right.tensor(), transposeB, out.tensor())
              : kernels
                  .products()
                  .product(
                      call, left.tensor(), transposeA, right.tensor(), transposeB, out.tensor());
      operation.run();
      // A second run must not add to the first.
      operation.run();
      String label = "%d x %d x %d, transposed %b %b".formatted(m, n, k, transposeA, transposeB);
      double[] found = out.values();
      for (int i = 0; i < found.length; i++) {
        double tolerance = 4 * k * TensorValues.epsilon(precision) * expected.magnitudes()[i];
        assertThat(found[i])
            .as("%s, element %d", label, i)
            .isCloseTo(expected.values()[i], within(tolerance));
      }
      assertThat(left.values()).as("left factor").isEqualTo(a);
      assertThat(right.values()).as("right factor").isEqualTo(b);
      out.expectNothingAroundItChanged(label);
    }
  }

  private static PlacedTensor place(Kernels kernels, boolean view, int rows, int columns) {
    return view
        ? PlacedTensor.view(kernels, rows, columns)
        : PlacedTensor.alone(kernels, rows, columns);
  }
}
