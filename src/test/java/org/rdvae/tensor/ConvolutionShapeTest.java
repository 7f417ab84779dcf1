package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which convolutions and windows exist, and which tensors an operation with one takes. */
class ConvolutionShapeTest {
  private static final ConvolutionShape S = new ConvolutionShape(6, 8, 2, 3, 4, 3, 4, 4, 2, 1);
  private static final PoolShape POOL = new PoolShape(6, 8, 2, 2, 2, 2);

  @Test
  void countsItsElements() {
    assertThat(S.inputSize()).isEqualTo(96);
    assertThat(S.outputSize()).isEqualTo(36);
    assertThat(S.windowSize()).isEqualTo(32);
    assertThat(ConvolutionShape.outSize(28, 3, 2, 1)).isEqualTo(14);
    assertThat(ConvolutionShape.outSize(27, 3, 2, 1)).isEqualTo(14);
    assertThat(ConvolutionShape.outSize(2, 5, 1, 1)).isZero();
    assertThat(POOL.outputSize()).isEqualTo(24);
    assertThat(new PoolShape(7, 9, 2, 2, 2, 2).outputSize()).isEqualTo(24);
  }

  @Test
  void refusesSizesThatDoNotBelongTogether() {
    String message =
        "A convolution with a 4 x 4 kernel, stride 2 and padding 1 does not lead from %s";
    assertThatThrownBy(() -> new ConvolutionShape(6, 8, 2, 4, 4, 3, 4, 4, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message.formatted("6 x 8 x 2 to 4 x 4 x 3"));
    assertThatThrownBy(() -> new ConvolutionShape(6, 8, 2, 3, 3, 3, 4, 4, 2, 1))
        .hasMessage(message.formatted("6 x 8 x 2 to 3 x 3 x 3"));
    assertThatThrownBy(() -> new ConvolutionShape(6, 8, 0, 3, 4, 3, 4, 4, 2, 1))
        .hasMessage(message.formatted("6 x 8 x 0 to 3 x 4 x 3"));
    assertThatThrownBy(() -> new ConvolutionShape(1, 8, 1, 0, 4, 3, 4, 4, 2, 1))
        .hasMessage(message.formatted("1 x 8 x 1 to 0 x 4 x 3"));
    assertThatThrownBy(() -> new ConvolutionShape(6, 8, 2, 3, 4, 3, 4, 4, 0, 1))
        .hasMessageContaining("stride 0");
    assertThatThrownBy(() -> new ConvolutionShape(6, 8, 2, 2, 3, 3, 4, 4, 2, -1))
        .hasMessageContaining("padding -1");
    assertThatThrownBy(() -> new ConvolutionShape(4, 4, 2, 6, 6, 3, 4, 2, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not lead");
    assertThatThrownBy(() -> new ConvolutionShape(4, 4, 2, 6, 6, 3, 3, 3, 1, 3))
        .hasMessageContaining("does not lead");
    assertThatThrownBy(() -> new ConvolutionShape(4, 4, 2, 6, 6, 3, 1, 1, 1, 1))
        .hasMessage("The padding of a 1 x 1 kernel must be smaller than the kernel, found 1");
  }

  @Test
  void refusesWindowsThatDoNotFit() {
    assertThatThrownBy(() -> new PoolShape(6, 8, 2, 7, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No 7 x 2 window with stride 2 fits maps of 6 x 8 x 2");
    assertThatThrownBy(() -> new PoolShape(6, 8, 2, 2, 9, 2)).hasMessageContaining("No 2 x 9");
    assertThatThrownBy(() -> new PoolShape(6, 8, 2, 2, 2, 0)).hasMessageContaining("stride 0");
    assertThatThrownBy(() -> new PoolShape(6, 8, 0, 2, 2, 2)).hasMessageContaining("6 x 8 x 0");
  }

  @FunctionalInterface
  private interface Plan {
    Operation plan(Kernels kernels, Tensor[] tensors);
  }

  /** Tensors 0 to 4 are right; 5 is wrong everywhere. */
  static Stream<Arguments> wrongCalls() {
    return Stream.of(
        wrong("input as [2, 96]", (k, t) -> k.convolve(t[5], t[2], t[3], S, t[1])),
        wrong("weight as [32, 3]", (k, t) -> k.convolve(t[0], t[5], t[3], S, t[1])),
        wrong("bias as [1, 3]", (k, t) -> k.convolve(t[0], t[2], t[5], S, t[1])),
        wrong("output as [2, 36]", (k, t) -> k.convolve(t[0], t[2], t[3], S, t[5])),
        wrong(
            "input as [2, 96]",
            (k, t) -> k.convolveGradients(t[5], t[2], t[1], S, t[0], t[2], t[3])),
        wrong(
            "weight as [32, 3]",
            (k, t) -> k.convolveGradients(t[0], t[5], t[1], S, t[0], t[2], t[3])),
        wrong(
            "gradient by the output as [2, 36]",
            (k, t) -> k.convolveGradients(t[0], t[2], t[5], S, t[0], t[2], t[3])),
        wrong(
            "gradient by the input as [2, 96]",
            (k, t) -> k.convolveGradients(t[0], t[2], t[1], S, t[5], t[2], t[3])),
        wrong(
            "gradient by the weight as [32, 3]",
            (k, t) -> k.convolveGradients(t[0], t[2], t[1], S, null, t[5], t[3])),
        wrong(
            "gradient by the bias as [1, 3]",
            (k, t) -> k.convolveGradients(t[0], t[2], t[1], S, null, t[2], t[5])),
        wrong("input as [2, 36]", (k, t) -> k.convolveTransposed(t[5], t[2], t[4], S, t[0])),
        wrong("weight as [32, 3]", (k, t) -> k.convolveTransposed(t[1], t[5], t[4], S, t[0])),
        wrong("bias as [1, 2]", (k, t) -> k.convolveTransposed(t[1], t[2], t[5], S, t[0])),
        wrong("output as [2, 96]", (k, t) -> k.convolveTransposed(t[1], t[2], t[4], S, t[5])),
        wrong(
            "input as [2, 36]",
            (k, t) -> k.convolveTransposedGradients(t[5], t[2], t[0], S, t[1], t[2], t[4])),
        wrong(
            "weight as [32, 3]",
            (k, t) -> k.convolveTransposedGradients(t[1], t[5], t[0], S, t[1], t[2], t[4])),
        wrong(
            "gradient by the output as [2, 96]",
            (k, t) -> k.convolveTransposedGradients(t[1], t[2], t[5], S, t[1], t[2], t[4])),
        wrong(
            "gradient by the input as [2, 36]",
            (k, t) -> k.convolveTransposedGradients(t[1], t[2], t[0], S, t[5], t[2], t[4])),
        wrong(
            "gradient by the weight as [32, 3]",
            (k, t) -> k.convolveTransposedGradients(t[1], t[2], t[0], S, null, t[5], t[4])),
        wrong(
            "gradient by the bias as [1, 2]",
            (k, t) -> k.convolveTransposedGradients(t[1], t[2], t[0], S, null, t[2], t[5])),
        wrong("larger maps as [2, 96]", (k, t) -> k.maxPool(t[5], POOL, t[5])),
        wrong("smaller maps as [2, 24]", (k, t) -> k.maxPool(t[0], POOL, t[5])),
        wrong("smaller maps as [2, 24]", (k, t) -> k.maxPoolGradient(t[0], t[5], POOL, t[0])),
        wrong("larger maps as [2, 96]", (k, t) -> k.averagePoolGradient(t[1], POOL, t[5])),
        wrong("smaller maps as [2, 24]", (k, t) -> k.averagePool(t[0], POOL, t[5])),
        wrong("smaller maps as [2, 24]", (k, t) -> k.upsample(t[5], 3, 4, 2, 2, t[0])),
        wrong("larger maps as [2, 96]", (k, t) -> k.upsampleGradient(t[5], 3, 4, 2, 2, t[1])));
  }

  private static Arguments wrong(String message, Plan plan) {
    return Arguments.of(message, plan);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongCalls")
  void operationsRefuseOtherTensors(String message, Plan plan) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor[] tensors = {
        kernels.tensor(2, 96),
        kernels.tensor(2, 36),
        kernels.tensor(32, 3),
        kernels.tensor(1, 3),
        kernels.tensor(1, 2),
        kernels.tensor(2, 35)
      };
      assertThatThrownBy(() -> plan.plan(kernels, tensors))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message)
          .hasMessageContaining("found [2, 35]");
    }
  }
}
