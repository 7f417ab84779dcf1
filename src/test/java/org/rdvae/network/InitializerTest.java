package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class InitializerTest {
  private static final int INPUTS = 300;
  private static final int OUTPUTS = 200;

  @ParameterizedTest
  @CsvSource({
    "XAVIER, 0.004",
    "RELU, 0.006666666666666667",
    "LECUN_NORMAL, 0.0033333333333333335",
    "NORMAL, 0.0033333333333333335"
  })
  void drawsNormalNumbersOfTheStatedVariance(WeightInit start, double variance) {
    float[] values = values(start);
    double stddev = Math.sqrt(variance);
    assertThat(mean(values)).isCloseTo(0, within(5 * stddev / Math.sqrt(values.length)));
    // The variance of n normal numbers has the relative deviation sqrt(2 / n).
    assertThat(variance(values))
        .isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / values.length)));
    // A normal, not a uniform distribution: 4.55 percent lie beyond two standard deviations.
    assertThat(partBeyond(values, 2 * stddev)).isCloseTo(0.0455, within(0.005));
  }

  @ParameterizedTest
  @CsvSource({
    "XAVIER_UNIFORM, 0.10954451150103323",
    "RELU_UNIFORM, 0.1414213562373095",
    "LECUN_UNIFORM, 0.17320508075688773",
    "UNIFORM, 0.05773502691896258",
    "SIGMOID_UNIFORM, 0.4381780460041329"
  })
  void drawsUniformNumbersUpToTheStatedBound(WeightInit start, double bound) {
    float[] values = values(start);
    assertThat(largest(values)).isBetween(0.999 * bound, (double) (float) bound);
    assertThat(mean(values)).isCloseTo(0, within(5 * bound / Math.sqrt(3.0 * values.length)));
    double variance = bound * bound / 3;
    assertThat(variance(values))
        .isCloseTo(variance, within(5 * variance * Math.sqrt(0.8 / values.length)));
  }

  @ParameterizedTest
  @EnumSource(value = WeightInit.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
  void hasTheSpreadOfDeeplearning4j(WeightInit start) {
    float[] ours = values(start);
    Nd4j.getRandom().setSeed(1);
    float[] theirs =
        org.deeplearning4j.nn.weights.WeightInit.valueOf(start.name())
            .getWeightInitFunction()
            .init(
                INPUTS,
                OUTPUTS,
                new long[] {INPUTS, OUTPUTS},
                'c',
                Nd4j.create(DataType.FLOAT, 1, (long) INPUTS * OUTPUTS))
            .dup('c')
            .data()
            .asFloat();
    // Five standard deviations of the ratio of two sample variances.
    assertThat(variance(ours) / variance(theirs))
        .isCloseTo(1, within(10 * Math.sqrt(1.0 / ours.length)));
    if (start.name().contains("UNIFORM")) {
      assertThat(largest(ours) / largest(theirs)).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void givesTheSameValuesForTheSameSeedOnly() {
    ParameterLayout layout = layout(ParameterSpec.weight("w", 3, 7, WeightInit.XAVIER));
    assertThat(Initializer.initialValues(layout, 5))
        .isEqualTo(Initializer.initialValues(layout, 5));
    assertThat(Initializer.initialValues(layout, 5))
        .isNotEqualTo(Initializer.initialValues(layout, 6));
  }

  @Test
  void drawsEachParameterFromItsOwnStream() {
    ParameterSpec second = ParameterSpec.weight("second", 4, 5, WeightInit.UNIFORM);
    ParameterLayout small = layout(ParameterSpec.weight("first", 4, 5, WeightInit.UNIFORM), second);
    ParameterLayout large =
        layout(ParameterSpec.weight("first", 40, 50, WeightInit.UNIFORM), second);
    float[] fromSmall = Initializer.initialValues(small, 1);
    float[] fromLarge = Initializer.initialValues(large, 1);
    float[] secondValues = Arrays.copyOfRange(fromSmall, 20, 40);
    assertThat(Arrays.copyOfRange(fromLarge, 2000, 2020)).isEqualTo(secondValues);
    assertThat(Arrays.copyOfRange(fromSmall, 0, 20)).isNotEqualTo(secondValues);
  }

  @Test
  void startsBiasesAtZero() {
    ParameterLayout layout =
        layout(
            ParameterSpec.weight("weight", 2, 3, WeightInit.RELU), ParameterSpec.row("bias", 3, 0));
    float[] values = Initializer.initialValues(layout, 1);
    assertThat(values).hasSize(9);
    assertThat(Arrays.copyOfRange(values, 0, 6)).doesNotContain(0);
    assertThat(Arrays.copyOfRange(values, 6, 9)).containsOnly(0);
  }

  @Test
  void startsOtherRowsAtTheirConstant() {
    ParameterLayout layout =
        layout(ParameterSpec.statistic("variance", 2, 1), ParameterSpec.row("gain", 3, 0.5));
    assertThat(Initializer.initialValues(layout, 1)).containsExactly(0.5f, 0.5f, 0.5f, 1, 1);
  }

  /** A 1 x 1 kernel is a dense layer for each place, so both start alike. */
  @ParameterizedTest
  @EnumSource(WeightInit.class)
  void startsAConvolutionOfOnePlaceAsADenseLayer(WeightInit start) {
    FeatureShape shape = new FeatureShape(5, 5, 30);
    Convolution convolution = new Convolution(20, 1, 1, Optional.of(0), Activation.RELU, start);
    Dense dense = new Dense(20, Activation.RELU, false, start);
    assertThat(
            Initializer.initialValues(
                new ParameterLayout(convolution.parameters("layer", shape)), 1))
        .isEqualTo(
            Initializer.initialValues(
                new ParameterLayout(dense.parameters("layer", FeatureShape.flat(30))), 1));
  }

  @Test
  void refusesAutoWhichTheSpecResolves() {
    ParameterLayout layout = layout(ParameterSpec.weight("weight", 2, 3, WeightInit.AUTO));
    assertThatThrownBy(() -> Initializer.initialValues(layout, 1))
        .isInstanceOf(IllegalStateException.class);
  }

  private static ParameterLayout layout(ParameterSpec... parameters) {
    return new ParameterLayout(List.of(parameters));
  }

  private static float[] values(WeightInit start) {
    return Initializer.initialValues(layout(ParameterSpec.weight("w", INPUTS, OUTPUTS, start)), 1);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / values.length;
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static double partBeyond(float[] values, double bound) {
    int beyond = 0;
    for (float value : values) {
      beyond += Math.abs(value) > bound ? 1 : 0;
    }
    return (double) beyond / values.length;
  }
}
