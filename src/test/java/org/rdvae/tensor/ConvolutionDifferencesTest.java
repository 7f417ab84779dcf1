package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of convolutions against central differences, and what two runs must share. */
class ConvolutionDifferencesTest {
  private static final int BATCH = 2;

  static List<ConvolutionShape> shapes() {
    return List.of(
        new ConvolutionShape(5, 4, 2, 5, 4, 3, 3, 3, 1, 1),
        new ConvolutionShape(6, 6, 1, 3, 3, 2, 4, 4, 2, 1),
        new ConvolutionShape(6, 7, 2, 3, 4, 2, 3, 3, 2, 1),
        new ConvolutionShape(8, 8, 2, 2, 3, 1, 3, 2, 3, 0));
  }

  /** The sum of out times fixed numbers, whose gradient by out is those numbers. */
  @ParameterizedTest
  @MethodSource("shapes")
  void aConvolutionHasTheGradientsOfItsDifferences(ConvolutionShape s) {
    expectDifferences(s, s.inputSize(), s.outputSize(), s.outChannels(), false);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aTransposedConvolutionHasTheGradientsOfItsDifferences(ConvolutionShape s) {
    expectDifferences(s, s.outputSize(), s.inputSize(), s.channels(), true);
  }

  private static void expectDifferences(
      ConvolutionShape s, int inSize, int outSize, int biases, boolean transposed) {
    double[] x = TensorValues.random(1, BATCH * inSize);
    double[] weight = TensorValues.random(2, s.windowSize() * s.outChannels());
    double[] bias = TensorValues.random(3, biases);
    double[] coefficients = TensorValues.random(4, BATCH * outSize);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      Tensor input = TensorValues.tensor(kernels, BATCH, inSize, x);
      Tensor weights = TensorValues.tensor(kernels, s.windowSize(), s.outChannels(), weight);
      Tensor biasRow = TensorValues.tensor(kernels, 1, biases, bias);
      Tensor out = kernels.tensor(BATCH, outSize);
      Tensor outGradient = TensorValues.tensor(kernels, BATCH, outSize, coefficients);
      Tensor byInput = kernels.tensor(BATCH, inSize);
      Tensor byWeight = kernels.tensor(s.windowSize(), s.outChannels());
      Tensor byBias = kernels.tensor(1, biases);
      Operation forward =
          transposed
              ? kernels.convolveTransposed(input, weights, biasRow, s, out)
              : kernels.convolve(input, weights, biasRow, s, out);
      Operation backward =
          transposed
              ? kernels.convolveTransposedGradients(
                  input, weights, outGradient, s, byInput, byWeight, byBias)
              : kernels.convolveGradients(
                  input, weights, outGradient, s, byInput, byWeight, byBias);
      backward.run();
      Function<Tensor, double[]> differences =
          tensor -> {
            double[] point = TensorValues.read(tensor);
            double[] gradient =
                FiniteDifferences.gradient(
                    values -> {
                      TensorValues.write(tensor, values);
                      forward.run();
                      double sum = 0;
                      for (int i = 0; i < coefficients.length; i++) {
                        sum += coefficients[i] * out.get(i);
                      }
                      return sum;
                    },
                    point);
            TensorValues.write(tensor, point);
            return gradient;
          };
      FiniteDifferences.expectEqual(
          "gradient by the input", TensorValues.read(byInput), differences.apply(input));
      FiniteDifferences.expectEqual(
          "gradient by the weight", TensorValues.read(byWeight), differences.apply(weights));
      FiniteDifferences.expectEqual(
          "gradient by the bias", TensorValues.read(byBias), differences.apply(biasRow));
    }
  }

  @Test
  void theSameBitsComeOutOfTwoOpenedKernels() {
    for (ConvolutionShape s : ConvolutionTest.SHAPES) {
      assertThat(results(s)).as(s.toString()).isDeepEqualTo(results(s));
    }
  }

  private static double[][] results(ConvolutionShape s) {
    int batch = 20;
    double[] x = TensorValues.random(1, batch * s.inputSize());
    double[] y = TensorValues.random(2, batch * s.outputSize());
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor input = TensorValues.tensor(kernels, batch, s.inputSize(), x);
      Tensor output = TensorValues.tensor(kernels, batch, s.outputSize(), y);
      Tensor weights =
          TensorValues.tensor(
              kernels,
              s.windowSize(),
              s.outChannels(),
              TensorValues.random(3, s.windowSize() * s.outChannels()));
      Tensor outBias = kernels.tensor(1, s.outChannels());
      Tensor inBias = kernels.tensor(1, s.channels());
      Tensor[] found = {
        kernels.tensor(batch, s.outputSize()),
        kernels.tensor(batch, s.inputSize()),
        kernels.tensor(s.windowSize(), s.outChannels()),
        kernels.tensor(1, s.outChannels()),
        kernels.tensor(batch, s.inputSize()),
        kernels.tensor(batch, s.outputSize()),
        kernels.tensor(s.windowSize(), s.outChannels()),
        kernels.tensor(1, s.channels())
      };
      kernels.convolve(input, weights, outBias, s, found[0]).run();
      kernels.convolveGradients(input, weights, output, s, found[1], found[2], found[3]).run();
      kernels.convolveTransposed(output, weights, inBias, s, found[4]).run();
      kernels
          .convolveTransposedGradients(output, weights, input, s, found[5], found[6], found[7])
          .run();
      double[][] values = new double[found.length][];
      for (int i = 0; i < found.length; i++) {
        values[i] = TensorValues.read(found[i]);
      }
      return values;
    }
  }

  /** Operations share memory for windows; each must fill it anew. */
  @Test
  void operationsPlannedTogetherDoNotDisturbEachOther() {
    ConvolutionShape small = new ConvolutionShape(6, 6, 1, 3, 3, 2, 4, 4, 2, 1);
    ConvolutionShape large = new ConvolutionShape(9, 8, 3, 5, 4, 5, 5, 5, 2, 2);
    try (Nd4jKernels kernels = (Nd4jKernels) TestDevice.CPU.kernels(Precision.FLOAT64)) {
      Tensor[] outs = new Tensor[4];
      Operation[] operations = new Operation[4];
      double[][] alone = new double[4][];
      for (int i = 0; i < 4; i++) {
        ConvolutionShape s = i % 2 == 0 ? small : large;
        boolean transposed = i > 1;
        Tensor x = random(kernels, i, BATCH, transposed ? s.outputSize() : s.inputSize());
        Tensor weight = random(kernels, 10 + i, s.windowSize(), s.outChannels());
        Tensor bias = kernels.tensor(1, transposed ? s.channels() : s.outChannels());
        outs[i] = kernels.tensor(BATCH, transposed ? s.inputSize() : s.outputSize());
        operations[i] =
            transposed
                ? kernels.transposedConvolutions().convolve("product", x, weight, bias, s, outs[i])
                : kernels.convolutions().convolve("product", x, weight, bias, s, outs[i]);
        operations[i].run();
        alone[i] = TensorValues.read(outs[i]);
      }
      Operation.runAll(operations);
      Operation.runAll(operations);
      for (int i = 0; i < 4; i++) {
        assertThat(TensorValues.read(outs[i])).as("operation %d", i).isEqualTo(alone[i]);
      }
    }
  }

  private static Tensor random(Kernels kernels, long seed, int rows, int columns) {
    return TensorValues.tensor(kernels, rows, columns, TensorValues.random(seed, rows * columns));
  }
}
