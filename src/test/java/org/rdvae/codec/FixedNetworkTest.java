package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.base.Failure;
import org.rdvae.network.Activation;
import org.rdvae.network.AveragePooling;
import org.rdvae.network.BatchNormalization;
import org.rdvae.network.Convolution;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerNormalization;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.MaxPooling;
import org.rdvae.network.NetworkSpec;
import org.rdvae.network.Residual;
import org.rdvae.network.Skip;
import org.rdvae.network.TransposedConvolution;
import org.rdvae.network.Upsampling;
import org.rdvae.network.WeightInit;

class FixedNetworkTest {
  private static final int OUTPUT_FRACTION = 16;

  private final Random random = new Random(5);

  @ParameterizedTest
  @EnumSource(Activation.class)
  void aDenseNetworkIsNearTheFloatOneForEveryActivation(Activation activation) {
    NetworkSpec spec =
        new NetworkSpec(
            "n",
            FeatureShape.flat(100),
            List.of(
                dense(60, activation, false),
                dense(30, activation, false),
                dense(20, Activation.IDENTITY, false)));
    assertThat(relativeError(spec, 1, 1)).isLessThan(3e-3);
  }

  @Test
  void aGatedNetworkIsNearTheFloatOne() {
    NetworkSpec spec =
        new NetworkSpec(
            "n",
            FeatureShape.flat(784),
            List.of(
                dense(300, Activation.IDENTITY, true),
                dense(300, Activation.IDENTITY, true),
                dense(40, Activation.IDENTITY, false)));
    assertThat(relativeError(spec, 1, 1)).isLessThan(3e-3);
  }

  @Test
  void theHyperpriorsNetworkIsNearTheFloatOne() {
    assertThat(relativeError(hyperSynthesis(), 3, 2)).isLessThan(3e-3);
  }

  private static NetworkSpec hyperSynthesis() {
    return new NetworkSpec(
        "h",
        new FeatureShape(4, 4, 64),
        List.of(
            transposed(80, 5, 2, Optional.empty(), 1, Activation.RELU),
            transposed(80, 5, 2, Optional.empty(), 1, Activation.RELU),
            convolution(384, 3, 1, Optional.empty())));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 3, 1, 1, 0, false",
    "1, 1, 5, 2, 2, 1, true",
    "1, 1, 5, 2, 2, 0, true",
    "1, 3, 4, 2, 1, 0, true",
    "2, 1, 1, 1, 0, 0, false",
    "3, 5, 3, 2, 1, 0, false",
    "3, 5, 3, 2, 0, 0, false",
    "4, 7, 5, 3, 1, 2, true",
    "6, 5, 2, 2, 0, 1, true",
    "9, 17, 3, 1, 2, 0, false",
    "5, 6, 1, 3, 0, 2, true",
    "8, 11, 5, 2, 2, 1, true",
  })
  void everyConvolutionIsNearItsDefinition(
      int height, int width, int kernel, int stride, int padding, int more, boolean transposed) {
    for (int channels : new int[] {1, 3, 5}) {
      LayerSpec layer =
          transposed
              ? transposed(7, kernel, stride, Optional.of(padding), more, Activation.LEAKY_RELU)
              : convolution(7, kernel, stride, Optional.of(padding));
      NetworkSpec spec =
          new NetworkSpec("n", new FeatureShape(height, width, channels), List.of(layer));
      assertThat(relativeError(spec, height, width)).isLessThan(2e-3);
    }
  }

  @Test
  void poolingUpsamplingAndBlocksDoWhatTheyAreCalled() {
    Map<String, float[]> none = Map.of();
    short[] input = {1, 2, 3, 4, -5, 6, 7, 8};
    FeatureShape shape = new FeatureShape(2, 2, 2);
    assertThat(
            FixedNetwork.of(
                    new NetworkSpec("", shape, List.of(new MaxPooling(2, Optional.empty()))),
                    none::get,
                    8,
                    0,
                    0)
                .run(input, 2, 2))
        .containsExactly(7, 8);
    assertThat(
            FixedNetwork.of(
                    new NetworkSpec("", shape, List.of(new AveragePooling(2, Optional.empty()))),
                    none::get,
                    8,
                    0,
                    1)
                .run(input, 2, 2))
        .containsExactly(3, 10);
    assertThat(
            FixedNetwork.of(
                    new NetworkSpec("", shape, List.of(new Upsampling(2))), none::get, 8, 0, 0)
                .run(input, 2, 2))
        .startsWith(1, 2, 1, 2, 3, 4, 3, 4, 1, 2, 1, 2, 3, 4, 3, 4, -5, 6);
    assertThat(
            FixedNetwork.of(
                    new NetworkSpec("", shape, List.of(new Residual(List.of(new Upsampling(1))))),
                    none::get,
                    8,
                    0,
                    0)
                .run(input, 2, 2))
        .containsExactly(2, 4, 6, 8, -10, 12, 14, 16);
    assertThat(
            FixedNetwork.of(
                    new NetworkSpec("", shape, List.of(new Skip(List.of(new Upsampling(1))))),
                    none::get,
                    8,
                    0,
                    0)
                .run(input, 2, 2))
        .startsWith(1, 2, 1, 2, 3, 4, 3, 4, -5, 6, -5, 6);
  }

  @Test
  void batchNormalizationUsesTheRunningStatistics() {
    NetworkSpec spec =
        new NetworkSpec(
            "n",
            new FeatureShape(1, 2, 1),
            List.of(new BatchNormalization(Activation.IDENTITY, 0.1, 1e-5)));
    Map<String, float[]> parameters =
        Map.of(
            "n.0.gain", new float[] {3},
            "n.0.offset", new float[] {0.5f},
            "n.0.running-mean", new float[] {2},
            "n.0.running-variance", new float[] {4});
    int[] out =
        FixedNetwork.of(spec, parameters::get, 16, 8, 16).run(new short[] {256, 1024}, 1, 2);
    assertThat(out[0] / 65536.0).isCloseTo(3 * (1 - 2) / 2.0 + 0.5, within(1e-3));
    assertThat(out[1] / 65536.0).isCloseTo(3 * (4 - 2) / 2.0 + 0.5, within(1e-3));
  }

  @Test
  void threadsChangeNothing() {
    NetworkSpec spec = hyperSynthesis();
    FixedNetwork network = FixedNetwork.of(spec, drawn(spec)::get, 127, 0, 12);
    short[] input = new short[5 * 9 * 64];
    for (int i = 0; i < input.length; i++) {
      input[i] = (short) (random.nextInt(255) - 127);
    }
    assertThat(network.run(input, 5, 9, true)).isEqualTo(network.run(input, 5, 9, false));
  }

  @Test
  void theLargestInputsAndWeightsDoNotOverflow() {
    NetworkSpec spec =
        new NetworkSpec(
            "n", FeatureShape.flat(5000), List.of(dense(2, Activation.IDENTITY, false)));
    Map<String, float[]> parameters = new HashMap<>();
    float[] weights = new float[10000];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 2 == 0 ? 1000 : -1000;
    }
    parameters.put("n.0.weight", weights);
    parameters.put("n.0.bias", new float[] {4e5f, -4e5f});
    short[] input = new short[5000];
    Arrays.fill(input, Short.MAX_VALUE);
    int[] out = FixedNetwork.of(spec, parameters::get, Short.MAX_VALUE, 0, -8).run(input, 1, 1);
    double expected = 5000.0 * 1000 * Short.MAX_VALUE + 4e5;
    assertThat(out[0] * 256.0).isCloseTo(expected, withinPercentage(0.1));
    assertThat(out[1] * 256.0).isCloseTo(-expected, withinPercentage(0.1));
  }

  @Test
  void inputsBeyondTheRangeAreRefused() {
    NetworkSpec spec = new NetworkSpec("", FeatureShape.flat(1), List.of(new Upsampling(1)));
    FixedNetwork network = FixedNetwork.of(spec, name -> new float[0], 2.5, 1, 1);
    assertThat(network.run(new short[] {-5}, 1, 1)).containsExactly(-5);
    assertThatThrownBy(() -> network.run(new short[] {6}, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected inputs of magnitude up to 5, found 6");
    assertThatThrownBy(() -> FixedNetwork.of(spec, name -> new float[0], 40000, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected an input range of 1 to 32767 steps of 2^-0, found 40000.0");
  }

  @Test
  void aLayerWithoutAFormInWholeNumbersIsNamed() {
    NetworkSpec spec =
        new NetworkSpec(
            "n", FeatureShape.flat(4), List.of(new LayerNormalization(Activation.IDENTITY, 1e-5)));
    assertThatThrownBy(() -> FixedNetwork.of(spec, drawn(spec)::get, 1, 8, 8))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "expected layers that have a form in whole numbers, as a codec needs them, found"
                + " layer-normalization; the nearest that has one: batch-normalization");
  }

  @Test
  void aParameterThatIsNotFiniteIsRefused() {
    NetworkSpec spec =
        new NetworkSpec("n", FeatureShape.flat(1), List.of(dense(1, Activation.IDENTITY, false)));
    Map<String, float[]> parameters = drawn(spec);
    parameters.put("n.0.weight", new float[] {Float.NaN});
    assertThatThrownBy(() -> FixedNetwork.of(spec, parameters::get, 1, 8, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a weight or bias of output 0 is not finite or too large for fixed point");
  }

  /** Root mean square of the difference to the float network by that of its outputs. */
  private double relativeError(NetworkSpec spec, int height, int width) {
    Map<String, float[]> parameters = drawn(spec);
    int fraction = 12;
    short[] input = new short[height * width * spec.input().channels()];
    double[] real = new double[input.length];
    for (int i = 0; i < input.length; i++) {
      input[i] = (short) (random.nextInt(2 * (1 << fraction) + 1) - (1 << fraction));
      real[i] = (double) input[i] / (1 << fraction);
    }
    int[] found =
        FixedNetwork.of(spec, parameters::get, 1, fraction, OUTPUT_FRACTION)
            .run(input, height, width);
    double[] expected = new PlainNetwork(spec, parameters::get).run(real, height, width);
    assertThat(found).hasSameSizeAs(expected);
    double squares = 0;
    double all = 0;
    for (int i = 0; i < found.length; i++) {
      double difference = (double) found[i] / (1 << OUTPUT_FRACTION) - expected[i];
      squares += difference * difference;
      all += expected[i] * expected[i];
    }
    return Math.sqrt(squares / all);
  }

  private Map<String, float[]> drawn(NetworkSpec spec) {
    return DrawnParameters.of(spec.parameters(), random);
  }

  private static Dense dense(int units, Activation activation, boolean gated) {
    return new Dense(units, activation, gated, WeightInit.AUTO);
  }

  private static Convolution convolution(
      int channels, int kernel, int stride, Optional<Integer> padding) {
    return new Convolution(
        channels, kernel, stride, padding, Activation.LEAKY_RELU, WeightInit.AUTO);
  }

  private static TransposedConvolution transposed(
      int channels,
      int kernel,
      int stride,
      Optional<Integer> padding,
      int more,
      Activation activation) {
    return new TransposedConvolution(
        channels, kernel, stride, padding, more, activation, WeightInit.AUTO);
  }

  private static Offset<Double> within(double offset) {
    return Offset.offset(offset);
  }

  private static Percentage withinPercentage(double percent) {
    return Percentage.withPercentage(percent);
  }
}
