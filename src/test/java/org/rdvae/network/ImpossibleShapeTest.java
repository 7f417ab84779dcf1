package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.rdvae.network.Layers.averagePooling;
import static org.rdvae.network.Layers.convolution;
import static org.rdvae.network.Layers.dense;
import static org.rdvae.network.Layers.groupNormalization;
import static org.rdvae.network.Layers.layerNormalization;
import static org.rdvae.network.Layers.maxPooling;
import static org.rdvae.network.Layers.residual;
import static org.rdvae.network.Layers.skip;
import static org.rdvae.network.Layers.transposed;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user reads whose layers do not fit: which layer, what it needs and what it gets. */
class ImpossibleShapeTest {
  private static final FeatureShape IMAGE = new FeatureShape(4, 6, 3);
  private static final FeatureShape HUGE = new FeatureShape(30_000, 30_000, 2);

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(
            IMAGE,
            convolution(2, 9, 1, 1, Activation.RELU),
            "convolution",
            "expected at least 7 rows and columns for a kernel of 9 with padding 1, found features"
                + " [4, 6, 3]"),
        refusal(
            IMAGE,
            convolution(2, 3, 1, 3, Activation.RELU),
            "convolution",
            "expected a padding below the kernel of 3, found 3"),
        refusal(
            FeatureShape.flat(5),
            transposed(2, 4, 2, 2, 0, Activation.RELU),
            "transposed-convolution",
            "expected at least 2 rows and columns for a kernel of 4 with stride 2 and padding 2,"
                + " found features [5]"),
        refusal(
            IMAGE,
            transposed(2, 3, 2, 1, 2, Activation.RELU),
            "transposed-convolution",
            "expected an output-padding below the stride of 2, found 2"),
        refusal(
            IMAGE,
            transposed(2, 3, 2, 4, 0, Activation.RELU),
            "transposed-convolution",
            "expected a padding below the kernel of 3, found 4"),
        refusal(
            IMAGE,
            maxPooling(5, 1),
            "max-pooling",
            "expected at least 5 rows and columns for a kernel of 5, found features [4, 6, 3]"),
        refusal(
            FeatureShape.flat(7),
            averagePooling(2, 2),
            "average-pooling",
            "expected at least 2 rows and columns for a kernel of 2, found features [7]"),
        refusal(
            IMAGE,
            new Reshape(30, 50, 2),
            "reshape",
            "expected 3,000 values for the shape [30, 50, 2], found 72 in features [4, 6, 3]"),
        refusal(
            IMAGE,
            groupNormalization(2, Activation.RELU),
            "group-normalization",
            "expected a number of channels that 2 groups divide, found features [4, 6, 3]"),
        refusal(
            FeatureShape.flat(8),
            groupNormalization(8, Activation.RELU),
            "group-normalization",
            "expected at least two values in a group, to normalise them, found features [8]"),
        refusal(
            FeatureShape.flat(1),
            layerNormalization(Activation.RELU),
            "layer-normalization",
            "expected at least two values in a group, to normalise them, found features [1]"),
        refusal(
            IMAGE,
            new Residual(List.of()),
            "residual",
            "expected at least one layer inside, found none"),
        refusal(
            IMAGE,
            residual(convolution(3), convolution(5, 3, 2, 1, Activation.RELU)),
            "residual",
            "expected layers inside that keep the shape [4, 6, 3], found ones that lead"
                + " to [2, 3, 5]"),
        refusal(
            IMAGE, new Skip(List.of()), "skip", "expected at least one layer inside, found none"),
        refusal(
            IMAGE,
            skip(maxPooling(2, 2)),
            "skip",
            "expected layers inside that keep the height and width of [4, 6, 3], found ones that"
                + " lead to [2, 3, 3]"),
        refusal(
            IMAGE,
            residual(skip(dense(8), convolution(2, 3, 1, 0, Activation.RELU))),
            "residual.layers.0.skip.layers.1.convolution",
            "expected at least 3 rows and columns for a kernel of 3 with padding 0, found features"
                + " [8]"));
  }

  static Stream<Arguments> overflows() {
    return Stream.of(
        Arguments.of("upsampling", new FeatureShape(600_000, 1, 1), new Upsampling(64)),
        Arguments.of("upsampling", new FeatureShape(60_000_000, 1, 1), new Upsampling(64)),
        Arguments.of("convolution", HUGE, convolution(3)),
        Arguments.of("transposed-convolution", HUGE, transposed(1, 2, 1000, 0, 0, Activation.RELU)),
        Arguments.of("skip", HUGE, skip(new Dropout(0.1))),
        Arguments.of("reshape", HUGE, new Reshape(1_000_000, 1_000_000, 1)));
  }

  @ParameterizedTest(name = "{3}")
  @MethodSource("refusals")
  void namesTheLayerAndWhatItNeeds(
      FeatureShape input, LayerSpec layer, String path, String message) {
    assertThatExceptionOfType(ImpossibleShape.class)
        .isThrownBy(() -> new NetworkSpec("encoder", input, List.of(new Dropout(0.1), layer)))
        .withMessage(message)
        .satisfies(e -> assertThat(e.layer()).isEqualTo("encoder.1." + path));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("overflows")
  void countsBeforeMemoryIsTaken(String path, FeatureShape input, LayerSpec layer) {
    assertThatExceptionOfType(ImpossibleShape.class)
        .isThrownBy(() -> new NetworkSpec("decoder", input, List.of(layer)))
        .withMessage(
            "expected a layer that makes fewer than 2^31 values of an example, found features "
                + input)
        .satisfies(e -> assertThat(e.layer()).isEqualTo("decoder.0." + path));
  }

  @Test
  void tellsTheLayersAroundTheOneThatDoesNotFit() {
    ImpossibleShape inner = ImpossibleShape.of("maps", FeatureShape.flat(3));
    assertThatExceptionOfType(ImpossibleShape.class)
        .isThrownBy(
            () -> {
              throw inner.in("decoder");
            })
        .withMessage("expected maps, found features [3]")
        .satisfies(e -> assertThat(e.layer()).isEqualTo("decoder"));
  }

  private static Arguments refusal(
      FeatureShape input, LayerSpec layer, String path, String message) {
    return Arguments.of(input, layer, path, message);
  }
}
