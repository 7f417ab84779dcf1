package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong shape is refused when the call is planned; the message has both shapes. */
class ShapeCheckTest {
  /** The tensors that the wrong calls are made of; small has as many elements as its transpose. */
  private record Shapes(
      Tensor small, Tensor transposed, Tensor row, Tensor longRow, Scalar number) {}

  static Stream<Arguments> wrongCalls() {
    return Stream.of(
        wrong(
            "add, second input",
            "[3, 7] and [7, 3]",
            (k, s) -> k.add(s.small, s.transposed, s.small)),
        wrong("add, output", "[3, 7] and [7, 3]", (k, s) -> k.add(s.small, s.small, s.transposed)),
        wrong(
            "subtract", "[3, 7] and [7, 3]", (k, s) -> k.subtract(s.small, s.transposed, s.small)),
        wrong(
            "multiply", "[3, 7] and [7, 3]", (k, s) -> k.multiply(s.small, s.small, s.transposed)),
        wrong("scale", "[3, 7] and [7, 3]", (k, s) -> k.scale(s.small, s.number, s.transposed)),
        wrong("shift", "[3, 7] and [7, 3]", (k, s) -> k.shift(s.small, s.number, s.transposed)),
        wrong("atLeast", "[3, 7] and [7, 3]", (k, s) -> k.atLeast(s.small, s.number, s.transposed)),
        wrong("atMost", "[3, 7] and [7, 3]", (k, s) -> k.atMost(s.small, s.number, s.transposed)),
        wrong("isAbove", "[3, 7] and [7, 3]", (k, s) -> k.isAbove(s.small, s.number, s.transposed)),
        wrong("tanh", "[3, 7] and [7, 3]", (k, s) -> k.tanh(s.small, s.transposed)),
        wrong("exp", "[3, 7] and [7, 3]", (k, s) -> k.exp(s.small, s.transposed)),
        wrong("log", "[3, 7] and [7, 3]", (k, s) -> k.log(s.small, s.transposed)),
        wrong("erf", "[3, 7] and [7, 3]", (k, s) -> k.erf(s.small, s.transposed)),
        wrong("sign", "[3, 7] and [7, 3]", (k, s) -> k.sign(s.small, s.transposed)),
        wrong("round", "[3, 7] and [7, 3]", (k, s) -> k.round(s.small, s.transposed)),
        wrong("absolute", "[3, 7] and [7, 3]", (k, s) -> k.absolute(s.small, s.transposed)),
        wrong(
            "addRow, output",
            "[3, 7] and [7, 3]",
            (k, s) -> k.addRow(s.small, s.row, s.transposed)),
        wrong(
            "addRow, row",
            "a row of 7 for [3, 7], found [1, 8]",
            (k, s) -> k.addRow(s.small, s.longRow, s.small)),
        wrong(
            "addRow, matrix",
            "a row of 7 for [3, 7], found [3, 7]",
            (k, s) -> k.addRow(s.small, s.small, s.small)),
        wrong(
            "multiplyRow",
            "a row of 7 for [3, 7], found [1, 8]",
            (k, s) -> k.multiplyRow(s.small, s.longRow, s.small)),
        wrong(
            "sumRows",
            "a row of 7 for [3, 7], found [1, 8]",
            (k, s) -> k.sumRows(s.small, s.longRow)),
        wrong("square", "[3, 7] and [7, 3]", (k, s) -> k.square(s.small, s.transposed)),
        wrong("root", "[3, 7] and [7, 3]", (k, s) -> k.root(s.small, s.transposed)),
        wrong("inverseRoot", "[3, 7] and [7, 3]", (k, s) -> k.inverseRoot(s.small, s.transposed)),
        wrong("copy", "[3, 7] and [7, 3]", (k, s) -> k.copy(s.small, s.transposed)),
        wrong("scalar", "Expected one number, found the tensor [1, 7]", (k, s) -> k.scalar(s.row)),
        wrong(
            "addColumn",
            "a column of 3 for [3, 7], found [1, 7]",
            (k, s) -> k.addColumn(s.small, s.row, s.small)),
        wrong(
            "multiplyColumn, output",
            "[3, 7] and [7, 3]",
            (k, s) -> k.multiplyColumn(s.small, s.row, s.transposed)),
        wrong(
            "sumColumns",
            "a column of 3 for [3, 7], found [1, 7]",
            (k, s) -> k.sumColumns(s.small, s.row)),
        wrong(
            "joinColumns",
            "The parts [[3, 7], [3, 7]] side by side do not make [7, 3]",
            (k, s) -> k.joinColumns(List.of(s.small, s.small), s.transposed)),
        wrong(
            "splitColumns, rows",
            "The parts [[7, 3]] side by side do not make [3, 7]",
            (k, s) -> k.splitColumns(s.small, List.of(s.transposed))),
        wrong(
            "product, inner",
            "Product of [3, 7] and [3, 7] into [3, 7]",
            (k, s) -> k.multiplyMatrices(s.small, false, s.small, false, s.small)),
        wrong(
            "product, transposed",
            "Product of [3, 7] transposed and [7, 3] transposed into [3, 7]",
            (k, s) -> k.multiplyMatrices(s.small, true, s.transposed, true, s.small)),
        wrong(
            "product, output",
            "Product of [1, 7] and [7, 3] into [1, 8]",
            (k, s) -> k.multiplyMatrices(s.row, false, s.transposed, false, s.longRow)));
  }

  private static Arguments wrong(String name, String message, BiConsumer<Kernels, Shapes> call) {
    return Arguments.of(name, message, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongCalls")
  void refusesWrongShapes(String name, String message, BiConsumer<Kernels, Shapes> call) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Shapes shapes =
          new Shapes(
              kernels.tensor(3, 7),
              kernels.tensor(7, 3),
              kernels.tensor(1, 7),
              kernels.tensor(1, 8),
              kernels.scalar(1));
      assertThatThrownBy(() -> call.accept(kernels, shapes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void refusesCallsThatNobodyKnows() {
    try (Nd4jKernels kernels = (Nd4jKernels) TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor cell = kernels.tensor(1, 1);
      Tensor out = kernels.tensor(1, 1);
      assertThatThrownBy(() -> kernels.products().product("abacus", cell, false, cell, false, out))
          .hasMessage("The call table names an unknown product: abacus");
      ConvolutionShape s = new ConvolutionShape(1, 1, 1, 1, 1, 1, 1, 1, 1, 0);
      Convolutions plain = kernels.convolutions();
      TransposedConvolutions transposed = kernels.transposedConvolutions();
      String convolution = "The call table names an unknown convolution: abacus";
      assertThatThrownBy(() -> plain.convolve("abacus", cell, cell, cell, s, out))
          .hasMessage(convolution);
      assertThatThrownBy(() -> plain.gradients("abacus", cell, cell, cell, s, out, out, out))
          .hasMessage(convolution);
      assertThatThrownBy(() -> transposed.convolve("abacus", cell, cell, cell, s, out))
          .hasMessage(convolution);
      assertThatThrownBy(() -> transposed.gradients("abacus", cell, cell, cell, s, out, out, out))
          .hasMessage(convolution);
      assertThatThrownBy(() -> kernels.products().sumColumns("abacus", cell, out))
          .hasMessage("The call table names an unknown sum: abacus");
      assertThatThrownBy(() -> kernels.products().sumRows("abacus", cell, out))
          .hasMessage("The call table names an unknown sum: abacus");
    }
  }
}
