package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.DiagonalGaussianPosterior;
import org.rdvae.distribution.StandardNormalPrior;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.WeightInit;
import org.rdvae.objective.Bound;
import org.rdvae.objective.Estimator;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

class ClassConditionTest {
  private static final int BATCH = 3;
  private static final int LATENTS = 2;
  private static final int CLASSES = 4;
  private static final double[] LABELS = {0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1};

  private static final Architecture MODEL = model(CLASSES);

  private static Architecture model(int classes) {
    List<LayerSpec> hidden = List.of(new Dense(4, Activation.TANH, true, WeightInit.AUTO));
    return new Architecture(
        new ModelSettings(
            new ModelSettings.Latent(LATENTS),
            hidden,
            hidden,
            new BernoulliLikelihood(),
            new DiagonalGaussianPosterior(),
            new StandardNormalPrior(),
            classes),
        new FeatureShape(2, 3, 1));
  }

  static Stream<Bound> bounds() {
    return Stream.of(
        new Bound.Elbo(1),
        new Bound.Elbo(2),
        new Bound.ImportanceWeighted(1),
        new Bound.ImportanceWeighted(3));
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void theGradientIsThatOfTheLoss(Bound bound) {
    double[] parameters = parameters(MODEL);
    double[] noise = TensorValues.random(3, bound.samples() * BATCH * LATENTS);
    double[] images = SmallModel.images(BATCH);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae vae =
          PlannedSteps.bound(kernels, MODEL, BATCH, 0.7, bound, Estimator.REPARAMETERIZED);
      TensorValues.write(vae.images(), images);
      TensorValues.write(vae.classes(), LABELS);
      double[] differences =
          FiniteDifferences.gradient(moved -> loss(vae, moved, noise, images), parameters);
      TensorValues.write(vae.parameters().values(), parameters);
      for (int step = 0; step < 2; step++) {
        double[] found = PlannedSteps.gradient(vae, noise);
        if (bound instanceof Bound.Elbo) {
          // The closed form's loss is measured in single precision.
          assertThat(found).containsExactly(differences, within(5e-3));
        } else {
          FiniteDifferences.expectEqual(bound + " step " + step, found, differences);
        }
      }
    }
  }

  /** Images moved by hand, and the decoder's weights of the class as a bias, give the same loss. */
  @Test
  void ofOneClassItIsTheModelWithoutClassesOnMovedImages() {
    double[] parameters = parameters(MODEL);
    double[] noise = TensorValues.random(3, BATCH * LATENTS);
    double[] images = SmallModel.images(BATCH);
    int label = 2;
    double[] same = new double[BATCH * CLASSES];
    for (int row = 0; row < BATCH; row++) {
      same[row * CLASSES + label] = 1;
    }
    Architecture plain = model(0);
    double[] without = new double[plain.layout().size()];
    for (ParameterSpec spec : plain.layout().parameters()) {
      int to = plain.layout().offset(spec.name());
      int from = MODEL.layout().offset(spec.name());
      int size = (int) spec.size();
      System.arraycopy(parameters, from, without, to, size);
    }
    for (String kind : List.of("", "gate-")) {
      int weights = MODEL.layout().offset("decoder.0." + kind + "weight");
      int biases = plain.layout().offset("decoder.0." + kind + "bias");
      for (int unit = 0; unit < 4; unit++) {
        without[biases + unit] += parameters[weights + (LATENTS + label) * 4 + unit];
      }
    }
    int pixels = SmallModel.PIXELS;
    int shift = MODEL.layout().offset("classes.images") + label * pixels;
    double[] moved = images.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += parameters[shift + i % pixels];
    }
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae vae = elbo(kernels, MODEL);
      PlannedVae reference = elbo(kernels, plain);
      TensorValues.write(vae.images(), images);
      TensorValues.write(vae.classes(), same);
      TensorValues.write(reference.images(), moved);
      double found = loss(vae, parameters, noise, images);
      double expected = loss(reference, without, noise, images);
      assertThat(found).isCloseTo(expected, within(1e-6));
      assertThat(reference.classes()).isNull();
    }
  }

  private static PlannedVae elbo(Kernels kernels, Architecture architecture) {
    return PlannedSteps.bound(
        kernels, architecture, BATCH, 1, new Bound.Elbo(1), Estimator.REPARAMETERIZED);
  }

  /** Measured against the images themselves, whatever the encoder read. */
  private static double loss(PlannedVae vae, double[] moved, double[] noise, double[] images) {
    TensorValues.write(vae.parameters().values(), moved);
    TensorValues.write(vae.latents().noise(), noise);
    vae.forward();
    vae.objective().weigh(0);
    return vae.objective().measure(SmallModel.floats(images)).loss();
  }

  private static double[] parameters(Architecture architecture) {
    double[] parameters = TensorValues.random(1, architecture.layout().size());
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (0.5 * parameters[i]);
    }
    return parameters;
  }

  @Test
  void aSessionAsksForTheClasses() {
    float[] values = SmallModel.floats(parameters(MODEL));
    try (VaeSession session = new Vae(MODEL, values).open(TestDevice.CPU, 2)) {
      float[] z = new float[3 * LATENTS];
      float[] pixels = new float[3 * SmallModel.PIXELS];
      assertThatThrownBy(() -> session.decode(z, 3, pixels))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("4 classes: expected one for each of 2 rows, found 0");
      session.classes(0, 1, 0);
      session.decode(z, 3, pixels);
      float[] first = Arrays.copyOfRange(pixels, 0, SmallModel.PIXELS);
      float[] last = Arrays.copyOfRange(pixels, 2 * SmallModel.PIXELS, pixels.length);
      float[] other = Arrays.copyOfRange(pixels, SmallModel.PIXELS, 2 * SmallModel.PIXELS);
      assertThat(last).isEqualTo(first).isNotEqualTo(other);
    }
  }
}
