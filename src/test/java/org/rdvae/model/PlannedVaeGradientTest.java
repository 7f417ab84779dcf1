package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/**
 * The gradient that a training step computes is the gradient of the loss: distortion + beta *
 * counted rate, for fixed noise, by every parameter, against finite differences of plain arithmetic
 * in double.
 */
class PlannedVaeGradientTest {
  private static final int BATCH = 4;

  private final double[] images = SmallModel.images(BATCH);
  private final double[] noise = TensorValues.random(3, BATCH * SmallModel.LATENTS);

  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of("plain layers", SmallModel.plainLayers()),
        Arguments.of("gated layers", SmallModel.gatedLayers()),
        Arguments.of("no hidden layers", SmallModel.withoutHiddenLayers()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void withoutFreeBitsEqualsDifferences(String name, SmallModel model) {
    expectDifferences(model, 0.3, 0);
    expectDifferences(model, 0, 0);
    expectDifferences(model, 1, 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void withFreeBitsEqualsDifferences(String name, SmallModel model) {
    expectDifferences(model, 0.3, thresholdBetweenLatents(model, 0));
    expectDifferences(model, 0.3, thresholdBetweenLatents(model, 1));
  }

  @Test
  void isTheSameInTheNextStep() {
    SmallModel model = SmallModel.gatedLayers();
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae vae = planned(kernels, model, 0.3, 0);
      double[] first = PlannedSteps.gradient(vae, noise);
      assertThat(PlannedSteps.gradient(vae, noise)).isEqualTo(first);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void forwardPassEqualsThePlainOne(String name, SmallModel model) {
    PlainVae.Posterior posterior = model.plain().encode(model.parameters(), images);
    double[] z = model.plain().sample(posterior, noise);
    double[] logits = model.plain().logits(model.parameters(), z);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae vae = planned(kernels, model, 1, 0);
      TensorValues.write(vae.latents().noise(), noise);
      vae.forward();
      assertThat(TensorValues.read(vae.encoder().heads().get(0)))
          .containsExactly(posterior.mean(), within(1e-13));
      assertThat(TensorValues.read(vae.encoder().heads().get(1)))
          .containsExactly(posterior.logStddev(), within(1e-13));
      assertThat(TensorValues.read(vae.latents().z())).containsExactly(z, within(1e-13));
      assertThat(TensorValues.read(vae.decoder().head(0))).containsExactly(logits, within(1e-12));
      double[] distortions = new double[BATCH];
      vae.likelihood().distortion(SmallModel.floats(images), BATCH, distortions);
      // Logits pass through float32 on their way to the sum.
      assertThat(distortions)
          .containsExactly(model.plain().distortions(logits, images), within(1e-5));
    }
  }

  private void expectDifferences(SmallModel model, double beta, double freeNats) {
    double[] differences =
        FiniteDifferences.gradient(
            parameters -> model.plain().loss(parameters, images, noise, beta, freeNats),
            model.parameters());
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      double[] found = PlannedSteps.gradient(planned(kernels, model, beta, freeNats), noise);
      FiniteDifferences.expectEqual(
          "beta %s, free nats %s".formatted(beta, freeNats), found, differences);
    }
  }

  private PlannedVae planned(Kernels kernels, SmallModel model, double beta, double freeNats) {
    PlannedVae vae = PlannedSteps.elbo(kernels, model.architecture(), BATCH, beta, freeNats);
    TensorValues.write(vae.parameters().values(), model.parameters());
    TensorValues.write(vae.images(), images);
    return vae;
  }

  /** A number of nats that {@code below + 1} of the three latents do not reach. */
  private double thresholdBetweenLatents(SmallModel model, int below) {
    double[] rates = model.plain().meanRates(model.plain().encode(model.parameters(), images));
    Arrays.sort(rates);
    return (rates[below] + rates[below + 1]) / 2;
  }
}
