package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.distribution.VampPrior;
import org.rdvae.objective.BetaSchedule;
import org.rdvae.objective.Bound;
import org.rdvae.objective.BoundWeights;
import org.rdvae.objective.Estimator;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.objective.PlannedObjective.Terms;
import org.rdvae.objective.RateRule;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/**
 * Several levels of latent variables: the whole bound against plain arithmetic in terms of z, and
 * all gradients against finite differences of it.
 */
class HierarchyGradientTest {
  private static final int BATCH = 3;

  static Stream<Arguments> dense() {
    return Stream.of(LeveledModel.two(), LeveledModel.three())
        .flatMap(
            model ->
                Stream.of(
                    Arguments.of(model, new Bound.Elbo(1), 1.0),
                    Arguments.of(model, new Bound.Elbo(2), 0.3),
                    Arguments.of(model, new Bound.ImportanceWeighted(1), 0.7),
                    Arguments.of(model, new Bound.ImportanceWeighted(3), 1.0),
                    Arguments.of(model, new Bound.Renyi(0.5, 2), 0.8),
                    Arguments.of(model, new Bound.Renyi(-1, 2), 1.0)));
  }

  @ParameterizedTest
  @MethodSource("dense")
  void gradientIsThatOfTheBoundInTermsOfZ(LeveledModel model, Bound bound, double beta) {
    double[] images = model.images(BATCH);
    double[] rowImages = LeveledModel.rows(images, bound.samples());
    double[] noise = noise(model, bound);
    PlainHierarchy plain = new PlainHierarchy(model.settings(), model.architecture());
    double[] differences =
        FiniteDifferences.gradient(
            parameters ->
                bound instanceof Bound.Elbo
                    ? plain.closedForm(parameters, rowImages, noise, beta, 0)
                    : loss(bound, plain.logWeights(parameters, rowImages, noise, beta)),
            model.parameters());
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae vae = planned(kernels, model, bound, beta);
      FiniteDifferences.expectEqual(
          bound + " of " + model.architecture().levels() + " levels",
          PlannedSteps.gradient(vae, noise),
          differences);
    }
  }

  /** Minus the mean bound of the images. */
  private static double loss(Bound bound, double[] logWeights) {
    int samples = bound.samples();
    double sum = 0;
    for (int image = 0; image < BATCH; image++) {
      double[] own = new double[samples];
      for (int k = 0; k < samples; k++) {
        own[k] = logWeights[k * BATCH + image];
      }
      sum -= new BoundWeights(bound.alpha(), samples).bound(own) / BATCH;
    }
    return sum;
  }

  /** A threshold between the variables of both levels, so that some count and others do not. */
  @Test
  void freeNatsHoldForTheVariablesOfAllLevels() {
    LeveledModel model = LeveledModel.two();
    double[] images = model.images(BATCH);
    Bound bound = new Bound.Elbo(1);
    double[] noise = noise(model, bound);
    PlainHierarchy plain = new PlainHierarchy(model.settings(), model.architecture());
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      double[] rates = sortedRates(kernels, model, noise);
      for (double free : new double[] {(rates[1] + rates[2]) / 2, (rates[2] + rates[3]) / 2}) {
        double[] differences =
            FiniteDifferences.gradient(
                parameters -> plain.closedForm(parameters, images, noise, 0.6, free),
                model.parameters());
        PlannedVae vae = PlannedSteps.elbo(kernels, model.architecture(), BATCH, 0.6, free);
        write(vae, model);
        FiniteDifferences.expectEqual(
            "free nats " + free, PlannedSteps.gradient(vae, noise), differences);
      }
    }
  }

  /** A threshold between the rates of two levels. */
  @Test
  void freeNatsOfGroupZeroAreEachLevels() {
    LeveledModel model = LeveledModel.two();
    double[] noise = noise(model, new Bound.Elbo(1));
    PlainHierarchy plain = new PlainHierarchy(model.settings(), model.architecture());
    ObjectiveSettings.Beta beta = new ObjectiveSettings.Beta(1, 0, 1, 1);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae measured = PlannedSteps.elbo(kernels, model.architecture(), BATCH, 1, 0);
      write(measured, model);
      PlannedSteps.gradient(measured, noise);
      double[] rates = measured.latents().levelRates();
      assertThat(Math.abs(rates[0] - rates[1])).isGreaterThan(0.01);
      double free = (rates[0] + rates[1]) / 2;
      ObjectiveSettings settings =
          new ObjectiveSettings(
              beta,
              free,
              0,
              new RateRule.Weighted(),
              0,
              new Bound.Elbo(1),
              Estimator.REPARAMETERIZED);
      PlannedVae vae =
          new PlannedVae(
              kernels, model.architecture(), settings, new BetaSchedule(beta, 1), BATCH, 5);
      write(vae, model);
      double[] differences =
          FiniteDifferences.gradient(
              parameters -> plain.freeByLevel(parameters, model.images(BATCH), noise, free),
              model.parameters());
      FiniteDifferences.expectEqual("levels", PlannedSteps.gradient(vae, noise), differences);
    }
  }

  private static double[] sortedRates(Kernels kernels, LeveledModel model, double[] noise) {
    PlannedVae vae = PlannedSteps.elbo(kernels, model.architecture(), BATCH, 1, 1);
    write(vae, model);
    PlannedSteps.gradient(vae, noise);
    ClosedFormHierarchy latents = (ClosedFormHierarchy) vae.latents();
    double[] rates = latents.meanRates();
    double[] summed = TensorValues.read(latents.summedRates());
    for (int i = 0; i < rates.length; i++) {
      assertThat(rates[i]).isCloseTo(summed[i] / BATCH, within(1e-6));
    }
    Arrays.sort(rates);
    return rates;
  }

  @ParameterizedTest
  @MethodSource("dense")
  void ratesOfLevelsAreThoseOfPlainArithmetic(LeveledModel model, Bound bound, double beta) {
    double[] noise = noise(model, bound);
    PlainHierarchy.Parts parts =
        new PlainHierarchy(model.settings(), model.architecture())
            .parts(
                model.parameters(), LeveledModel.rows(model.images(BATCH), bound.samples()), noise);
    int rows = BATCH * bound.samples();
    double[] expected = new double[model.architecture().levels()];
    for (int level = 0; level < expected.length; level++) {
      expected[level] =
          bound instanceof Bound.Elbo
              ? Arrays.stream(parts.divergences()[level]).sum() / rows
              : -Arrays.stream(parts.logRatios()[level]).average().orElseThrow();
    }
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae vae = planned(kernels, model, bound, beta);
      PlannedSteps.gradient(vae, noise);
      Terms terms = vae.objective().measure(SmallModel.floats(model.images(BATCH)));
      assertThat(vae.latents().levelRates()).containsExactly(expected, within(1e-5));
      assertThat(terms.rate()).isCloseTo(Arrays.stream(expected).sum(), within(1e-5));
    }
  }

  static Stream<LeveledModel> maps() {
    return Stream.of(
        LeveledModel.maps(true),
        LeveledModel.maps(false),
        LeveledModel.maps(true, new VampPrior(2, 0.5, 0.2)),
        LeveledModel.maps(false, new VampPrior(2, 0.5, 0.2)));
  }

  /**
   * Convolutions have plain references of their own; here the model's own loss is differentiated.
   */
  @ParameterizedTest
  @MethodSource("maps")
  void featureMapsAndLearnedPriorsAreLedBackThrough(LeveledModel model) {
    Bound bound = new Bound.ImportanceWeighted(2);
    double[] noise = noise(model, bound);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae vae = planned(kernels, model, bound, 0.9);
      double[] found = PlannedSteps.gradient(vae, noise);
      double[] differences =
          FiniteDifferences.gradient(
              parameters -> {
                TensorValues.write(vae.parameters().values(), parameters);
                PlannedSteps.gradient(vae, noise);
                return vae.objective().measure(null).loss();
              },
              model.parameters());
      FiniteDifferences.expectEqual(
          model.architecture().hierarchy().top().toString(), found, differences);
    }
  }

  private static double[] noise(LeveledModel model, Bound bound) {
    return TensorValues.random(3, BATCH * bound.samples() * model.architecture().latents());
  }

  private static PlannedVae planned(Kernels kernels, LeveledModel model, Bound bound, double beta) {
    PlannedVae vae =
        PlannedSteps.bound(
            kernels, model.architecture(), BATCH, beta, bound, Estimator.REPARAMETERIZED);
    write(vae, model);
    return vae;
  }

  private static void write(PlannedVae vae, LeveledModel model) {
    TensorValues.write(vae.parameters().values(), model.parameters());
    TensorValues.write(vae.images(), model.images(BATCH));
  }
}
