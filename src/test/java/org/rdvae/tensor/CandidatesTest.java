package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CandidatesTest {
  private static final ConvolutionShape SHAPE = new ConvolutionShape(8, 8, 3, 4, 4, 5, 4, 4, 2, 1);
  private static final int BATCH = 2;

  private static List<String[]> rows() throws IOException {
    try (InputStream in = Candidates.class.getResourceAsStream("call-table.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("version"))
          .map(line -> line.split("\t", -1))
          .toList();
    }
  }

  @Test
  void areThoseOfTheTable() throws IOException {
    Set<String> operations = rows().stream().map(row -> row[0]).collect(Collectors.toSet());
    assertThat(Candidates.operations()).isEqualTo(operations);
    assertThat(rows()).allSatisfy(row -> assertThat(Candidates.of(row[0])).contains(row[6]));
    assertThat(Candidates.of("convolution")).isEmpty();
  }

  @Test
  void theChosenOneIsThatOfTheTable() {
    assertThat(Candidates.chosen(TestDevice.CPU, "matmul", 3, 5, 7))
        .isEqualTo(TestDevice.CPU.features().contains("no-onednn") ? "openblas" : "onednn");
    assertThat(Candidates.chosen(TestDevice.CPU, "convolve-weight-gradients", 3, 5, 7))
        .isEqualTo("product");
  }

  static Stream<String> all() {
    return Candidates.operations().stream()
        .flatMap(
            operation -> Candidates.of(operation).stream().map(call -> operation + " " + call));
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyOneGivesTheSameResult(String operationAndCall) {
    String[] words = operationAndCall.split(" ", -1);
    try (Kernels usual = TestDevice.CPU.kernels(Precision.FLOAT32);
        Kernels forced =
            Candidates.kernels(TestDevice.CPU, Precision.FLOAT32, row(words[0], words[1]))) {
      float[] expected = result(usual, words[0]);
      float[] found = result(forced, words[0]);
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        assertThat(found[i]).isCloseTo(expected[i], within(1e-3f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theAddedRowDecides(String operation) {
    try (Kernels forced =
        Candidates.kernels(TestDevice.CPU, Precision.FLOAT32, row(operation, "abacus"))) {
      assertThatThrownBy(() -> result(forced, operation))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("abacus");
    }
  }

  static Set<String> operations() {
    return Candidates.operations();
  }

  private static String row(String operation, String call) {
    return String.join("\t", operation, "*", "*", "*", "*", "*", call);
  }

  private static Tensor tensor(Kernels kernels, int rows, int columns) {
    Tensor tensor = kernels.tensor(rows, columns);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, i * 37 % 23 / 11.0 - 1);
    }
    return tensor;
  }

  private static float[] result(Kernels kernels, String operation) {
    Tensor image = tensor(kernels, BATCH, SHAPE.inputSize());
    Tensor code = tensor(kernels, BATCH, SHAPE.outputSize());
    Tensor weight = tensor(kernels, SHAPE.windowSize(), SHAPE.outChannels());
    Tensor row = tensor(kernels, 1, SHAPE.outChannels());
    Tensor imageRow = tensor(kernels, 1, SHAPE.channels());
    Tensor toImage = kernels.tensor(BATCH, SHAPE.inputSize());
    Tensor toCode = kernels.tensor(BATCH, SHAPE.outputSize());
    Tensor toWeight = kernels.tensor(SHAPE.windowSize(), SHAPE.outChannels());
    Tensor square = kernels.tensor(SHAPE.outChannels(), SHAPE.outChannels());
    Tensor toColumn = kernels.tensor(SHAPE.windowSize(), 1);
    Operation planned =
        switch (operation) {
          case "matmul" -> kernels.multiplyMatrices(weight, true, weight, false, square);
          case "sum-rows" -> kernels.sumRows(weight, row);
          case "sum-columns" -> kernels.sumColumns(weight, toColumn);
          case "convolve" -> kernels.convolve(image, weight, row, SHAPE, toCode);
          case "convolve-gradients" ->
              kernels.convolveGradients(image, weight, code, SHAPE, toImage, toWeight, row);
          case "convolve-weight-gradients" ->
              kernels.convolveGradients(image, weight, code, SHAPE, null, toWeight, row);
          case "convolve-transposed" ->
              kernels.convolveTransposed(code, weight, imageRow, SHAPE, toImage);
          case "convolve-transposed-gradients" ->
              kernels.convolveTransposedGradients(
                  code, weight, image, SHAPE, toCode, toWeight, imageRow);
          case "convolve-transposed-weight-gradients" ->
              kernels.convolveTransposedGradients(
                  code, weight, image, SHAPE, null, toWeight, imageRow);
          default -> throw new AssertionError("a new operation: " + operation);
        };
    planned.run();
    Tensor[] outputs = {row, imageRow, toImage, toCode, toWeight, square, toColumn};
    float[] all = new float[Stream.of(outputs).mapToInt(t -> (int) t.size()).sum()];
    int at = 0;
    for (Tensor output : outputs) {
      output.read(0, all, at, (int) output.size());
      at += (int) output.size();
    }
    return all;
  }
}
