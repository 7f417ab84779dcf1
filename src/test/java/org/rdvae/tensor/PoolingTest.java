package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pooling and upsampling against plain loops. */
class PoolingTest {
  private static final int BATCH = 3;

  private static final List<PoolShape> SHAPES =
      List.of(
          new PoolShape(4, 4, 1, 2, 2, 2),
          new PoolShape(7, 9, 3, 2, 2, 2),
          new PoolShape(8, 7, 5, 3, 2, 1),
          new PoolShape(9, 9, 16, 3, 3, 2),
          new PoolShape(8, 8, 2, 1, 1, 3),
          new PoolShape(6, 5, 7, 6, 5, 1));

  static Stream<Arguments> precisionsAndShapes() {
    return Stream.of(Precision.values())
        .flatMap(precision -> SHAPES.stream().map(shape -> Arguments.of(precision, shape)));
  }

  @FunctionalInterface
  private interface Pair {
    void visit(int input, int output);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("precisionsAndShapes")
  void theMaximumAndItsGradient(Precision precision, PoolShape s) {
    double[] x = TensorValues.random(1, BATCH * s.inputSize());
    double[] outGradient = TensorValues.random(2, BATCH * s.outputSize());
    int[] largest = new int[outGradient.length];
    Arrays.fill(largest, -1);
    forEach(
        s,
        (i, o) -> {
          if (largest[o] < 0 || x[i] > x[largest[o]]) {
            largest[o] = i;
          }
        });
    double[] expected = new double[outGradient.length];
    PlainSums gradient = new PlainSums(x.length);
    for (int o = 0; o < expected.length; o++) {
      expected[o] = x[largest[o]];
      gradient.add(largest[o], outGradient[o]);
    }
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      PlacedTensor input = PlacedTensor.view(kernels, BATCH, s.inputSize()).filled(x);
      PlacedTensor out = PlacedTensor.view(kernels, BATCH, s.outputSize());
      PlacedTensor byOut = PlacedTensor.view(kernels, BATCH, s.outputSize()).filled(outGradient);
      PlacedTensor byInput = PlacedTensor.view(kernels, BATCH, s.inputSize());
      run(kernels.maxPool(input.tensor(), s, out.tensor()));
      assertThat(out.values()).isEqualTo(expected);
      out.expectNothingAroundItChanged("maximum");
      run(kernels.maxPoolGradient(input.tensor(), byOut.tensor(), s, byInput.tensor()));
      gradient.expect("gradient of the maximum", precision, byInput.values());
      byInput.expectNothingAroundItChanged("gradient of the maximum");
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void ofEqualMaximaTheFirstGetsTheGradient(Precision precision) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      for (int channels : new int[] {1, 16}) {
        PoolShape s = new PoolShape(4, 4, channels, 2, 2, 2);
        Tensor x = kernels.tensor(1, s.inputSize());
        Tensor outGradient = kernels.tensor(1, s.outputSize());
        double[] ones = new double[s.outputSize()];
        Arrays.fill(ones, 1);
        TensorValues.write(outGradient, ones);
        Tensor xGradient = kernels.tensor(1, s.inputSize());
        kernels.maxPoolGradient(x, outGradient, s, xGradient).run();
        double[] expected = new double[s.inputSize()];
        for (int pixel : new int[] {0, 2, 8, 10}) {
          Arrays.fill(expected, pixel * channels, (pixel + 1) * channels, 1);
        }
        assertThat(TensorValues.read(xGradient)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("precisionsAndShapes")
  void theMeanAndItsGradient(Precision precision, PoolShape s) {
    double[] x = TensorValues.random(1, BATCH * s.inputSize());
    double[] outGradient = TensorValues.random(2, BATCH * s.outputSize());
    double share = 1.0 / (s.kernelHeight() * s.kernelWidth());
    PlainSums expected = new PlainSums(outGradient.length);
    PlainSums gradient = new PlainSums(x.length);
    forEach(
        s,
        (i, o) -> {
          expected.add(o, share * x[i]);
          gradient.add(i, share * outGradient[o]);
        });
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      PlacedTensor input = PlacedTensor.view(kernels, BATCH, s.inputSize()).filled(x);
      PlacedTensor out = PlacedTensor.view(kernels, BATCH, s.outputSize());
      PlacedTensor byOut = PlacedTensor.view(kernels, BATCH, s.outputSize()).filled(outGradient);
      PlacedTensor byInput = PlacedTensor.view(kernels, BATCH, s.inputSize());
      run(kernels.averagePool(input.tensor(), s, out.tensor()));
      expected.expect("mean", precision, out.values());
      out.expectNothingAroundItChanged("mean");
      run(kernels.averagePoolGradient(byOut.tensor(), s, byInput.tensor()));
      gradient.expect("gradient of the mean", precision, byInput.values());
      byInput.expectNothingAroundItChanged("gradient of the mean");
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void upsamplingRepeatsPixelsAndItsGradientAddsThem(Precision precision) {
    for (int factor : new int[] {1, 2, 3}) {
      for (int channels : new int[] {1, 3, 16}) {
        expectUpsampling(precision, 4, 5, channels, factor);
      }
    }
  }

  private static void expectUpsampling(
      Precision precision, int height, int width, int channels, int factor) {
    PoolShape s = new PoolShape(height * factor, width * factor, channels, factor, factor, factor);
    double[] x = TensorValues.random(1, BATCH * s.outputSize());
    double[] outGradient = TensorValues.random(2, BATCH * s.inputSize());
    double[] expected = new double[BATCH * s.inputSize()];
    PlainSums gradient = new PlainSums(BATCH * s.outputSize());
    forEach(
        s,
        (large, small) -> {
          expected[large] = x[small];
          gradient.add(small, outGradient[large]);
        });
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      String label = "%d times, %d channels".formatted(factor, channels);
      PlacedTensor input = PlacedTensor.view(kernels, BATCH, s.outputSize()).filled(x);
      PlacedTensor out = PlacedTensor.view(kernels, BATCH, s.inputSize());
      PlacedTensor byOut = PlacedTensor.view(kernels, BATCH, s.inputSize()).filled(outGradient);
      PlacedTensor byInput = PlacedTensor.view(kernels, BATCH, s.outputSize());
      run(kernels.upsample(input.tensor(), height, width, channels, factor, out.tensor()));
      assertThat(out.values()).as(label).isEqualTo(expected);
      out.expectNothingAroundItChanged(label);
      run(
          kernels.upsampleGradient(
              byOut.tensor(), height, width, channels, factor, byInput.tensor()));
      gradient.expect(label, precision, byInput.values());
      byInput.expectNothingAroundItChanged(label);
    }
  }

  /** Visits every pair of an element and a window that it lies in, in the order of the window. */
  private static void forEach(PoolShape s, Pair pair) {
    for (int n = 0; n < BATCH; n++) {
      for (int i = 0; i < s.outHeight(); i++) {
        for (int j = 0; j < s.outWidth(); j++) {
          for (int a = 0; a < s.kernelHeight(); a++) {
            for (int b = 0; b < s.kernelWidth(); b++) {
              int row = n * s.height() + i * s.stride() + a;
              int input = (row * s.width() + j * s.stride() + b) * s.channels();
              int output = ((n * s.outHeight() + i) * s.outWidth() + j) * s.channels();
              for (int c = 0; c < s.channels(); c++) {
                pair.visit(input + c, output + c);
              }
            }
          }
        }
      }
    }
  }

  /** A second run must not add to the first. */
  private static void run(Operation operation) {
    operation.run();
    operation.run();
  }
}
