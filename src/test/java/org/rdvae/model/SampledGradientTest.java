package org.rdvae.model;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.objective.Bound;
import org.rdvae.objective.BoundWeights;
import org.rdvae.objective.Estimator;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/**
 * The gradients of a step with several samples an image against finite differences of plain
 * arithmetic in double. The reparameterised gradient is that of the bound; the others are those of
 * sums of log densities with weights that are held fixed.
 */
class SampledGradientTest {
  private static final int BATCH = 4;
  private static final SmallModel MODEL = SmallModel.gatedLayers();

  private final double[] images = SmallModel.images(BATCH);
  private final double[] parameters = MODEL.parameters();

  static Stream<Arguments> bounds() {
    return Stream.of(
        Arguments.of(new Bound.Elbo(1), 0.3),
        Arguments.of(new Bound.Elbo(3), 0.3),
        Arguments.of(new Bound.ImportanceWeighted(1), 0.7),
        Arguments.of(new Bound.ImportanceWeighted(3), 1.0),
        Arguments.of(new Bound.ImportanceWeighted(3), 0.3),
        Arguments.of(new Bound.Renyi(0.5, 4), 1.0),
        Arguments.of(new Bound.Renyi(-2, 3), 1.0),
        Arguments.of(new Bound.Renyi(1, 2), 0.8),
        Arguments.of(new Bound.Renyi(3, 2), 1.0),
        Arguments.of(new Bound.Maximum(3), 1.0));
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void reparameterizedIsTheGradientOfTheBound(Bound bound, double beta) {
    PlainBound plain = plain(bound, beta);
    // With the rate in closed form it is that of another function.
    boolean closedForm = bound instanceof Bound.Elbo;
    double[] differences =
        FiniteDifferences.gradient(
            moved -> closedForm ? closedForm(plain, moved) : plain.loss(bound.alpha(), moved),
            parameters);
    expect(bound, Estimator.REPARAMETERIZED, beta, differences);
  }

  private double closedForm(PlainBound plain, double[] moved) {
    double[] images = new double[plain.samples() * this.images.length];
    for (int i = 0; i < images.length; i++) {
      images[i] = this.images[i % this.images.length];
    }
    return MODEL.plain().loss(moved, images, plain.noise(), plain.beta(), 0);
  }

  static Stream<Arguments> throughZ() {
    return Stream.of(
        Arguments.of(new Bound.Elbo(1), Estimator.STICKING_THE_LANDING, 1.0),
        Arguments.of(new Bound.Elbo(1), Estimator.STICKING_THE_LANDING, 0.3),
        Arguments.of(new Bound.ImportanceWeighted(3), Estimator.DOUBLY_REPARAMETERIZED, 1.0),
        Arguments.of(new Bound.ImportanceWeighted(3), Estimator.DOUBLY_REPARAMETERIZED, 0.4),
        Arguments.of(new Bound.Renyi(0.5, 3), Estimator.DOUBLY_REPARAMETERIZED, 1.0),
        Arguments.of(new Bound.Renyi(-1, 3), Estimator.DOUBLY_REPARAMETERIZED, 1.0));
  }

  /** Weights by the formulas of the papers, generalised to other orders; see BoundWeights. */
  @ParameterizedTest
  @MethodSource("throughZ")
  void pathGradientsLeaveOutTheDensitysOwnParameters(
      Bound bound, Estimator estimator, double beta) {
    PlainBound plain = plain(bound, beta);
    double[] weights = weights(plain, bound.alpha());
    double[] paths = weights.clone();
    for (int row = 0; row < paths.length; row++) {
      paths[row] *= 1 - beta * (1 - bound.alpha()) * (1 - weights[row]);
    }
    double[] differences =
        joined(
            moved -> -weighted(plain.logWeights(parameters, moved, parameters), paths),
            moved -> -weighted(plain.logWeights(moved, parameters, parameters), weights));
    expect(bound, estimator, beta, differences);
  }

  @Test
  void importanceWeightsSquaredAreTuckers() {
    PlainBound plain = plain(new Bound.ImportanceWeighted(3), 1);
    double[] squares = weights(plain, 0);
    for (int row = 0; row < squares.length; row++) {
      squares[row] *= squares[row];
    }
    double[] weights = weights(plain, 0);
    double[] differences =
        joined(
            moved -> -weighted(plain.logWeights(parameters, moved, parameters), squares),
            moved -> -weighted(plain.logWeights(moved, parameters, parameters), weights));
    expect(new Bound.ImportanceWeighted(3), Estimator.DOUBLY_REPARAMETERIZED, 1, differences);
  }

  @Test
  void wakePhaseRaisesTheDensityOfTheSamplesByTheirWeights() {
    Bound bound = new Bound.ImportanceWeighted(3);
    PlainBound plain = plain(bound, 1);
    double[] weights = weights(plain, 0);
    double[] z = plain.z(parameters);
    expect(
        bound,
        Estimator.WAKE_PHASE,
        1,
        joined(
            moved -> -weighted(plain.logPosteriors(moved, z), weights),
            moved -> -weighted(plain.logWeights(moved, parameters, parameters), weights)));
  }

  /** A single sample: what the others of the batch earned on average is the baseline. */
  @Test
  void scoreFunctionOfASingleSampleTakesTheBatchAsBaseline() {
    Bound bound = new Bound.Elbo(1);
    PlainBound plain = plain(bound, 0.6);
    double[] logWeights = plain.logWeights(parameters, parameters, parameters);
    double sum = Arrays.stream(logWeights).sum();
    double[] signals = new double[BATCH];
    for (int i = 0; i < BATCH; i++) {
      signals[i] = logWeights[i] - (sum - logWeights[i]) / (BATCH - 1);
    }
    expectScore(bound, 0.6, plain, signals);
  }

  @Test
  void scoreFunctionOfSeveralSamplesTakesTheOthersAsBaseline() {
    Bound elbo = new Bound.Elbo(3);
    PlainBound plain = plain(elbo, 1);
    double[] logWeights = plain.logWeights(parameters, parameters, parameters);
    double[] signals = new double[logWeights.length];
    for (int row = 0; row < signals.length; row++) {
      double[] own = plain.ofImage(logWeights, row % BATCH);
      signals[row] =
          (logWeights[row] - (Arrays.stream(own).sum() - logWeights[row]) / 2) / own.length;
    }
    expectScore(elbo, 1, plain, signals);
  }

  @Test
  void scoreFunctionOfImportanceWeightsIsThatOfMnihAndRezende() {
    Bound bound = new Bound.ImportanceWeighted(3);
    PlainBound plain = plain(bound, 1);
    double[] logWeights = plain.logWeights(parameters, parameters, parameters);
    double[] weights = weights(plain, 0);
    double[] signals = new double[logWeights.length];
    for (int row = 0; row < signals.length; row++) {
      double[] own = plain.ofImage(logWeights, row % BATCH);
      double value = logMeanExp(own);
      double mean = (Arrays.stream(own).sum() - logWeights[row]) / 2;
      own[row / BATCH] = mean;
      signals[row] = value - logMeanExp(own) - weights[row];
    }
    expectScore(bound, 1, plain, signals);
  }

  private static double logMeanExp(double[] logs) {
    return Math.log(Arrays.stream(logs).map(Math::exp).average().orElseThrow());
  }

  private void expectScore(Bound bound, double beta, PlainBound plain, double[] signals) {
    double[] z = plain.z(parameters);
    double[] weights = weights(plain, bound.alpha());
    expect(
        bound,
        Estimator.SCORE_FUNCTION,
        beta,
        joined(
            moved -> -weighted(plain.logPosteriors(moved, z), signals),
            moved -> -weighted(plain.logWeights(moved, parameters, parameters), weights)));
  }

  private PlainBound plain(Bound bound, double beta) {
    return new PlainBound(MODEL, images, noise(bound), bound.samples(), beta);
  }

  private static double[] noise(Bound bound) {
    return TensorValues.random(3, bound.samples() * BATCH * SmallModel.LATENTS);
  }

  /** Of each row. */
  private double[] weights(PlainBound plain, double alpha) {
    double[] logWeights = plain.logWeights(parameters, parameters, parameters);
    double[] weights = new double[logWeights.length];
    for (int row = 0; row < weights.length; row++) {
      BoundWeights ofImage = new BoundWeights(alpha, plain.samples());
      ofImage.bound(plain.ofImage(logWeights, row % BATCH));
      weights[row] = ofImage.weight(row / BATCH);
    }
    return weights;
  }

  /** The weighted sum of the rows, averaged over the images. */
  private static double weighted(double[] rows, double[] weights) {
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      sum += weights[row] * rows[row] / BATCH;
    }
    return sum;
  }

  /** The gradients of two functions, of encoder and decoder. */
  private double[] joined(ToDoubleFunction<double[]> encoder, ToDoubleFunction<double[]> decoder) {
    double[] differences = FiniteDifferences.gradient(decoder, parameters);
    int end = MODEL.architecture().layout().offset("decoder.0.weight");
    System.arraycopy(FiniteDifferences.gradient(encoder, parameters), 0, differences, 0, end);
    return differences;
  }

  private void expect(Bound bound, Estimator estimator, double beta, double[] differences) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae vae =
          PlannedSteps.bound(kernels, MODEL.architecture(), BATCH, beta, bound, estimator);
      TensorValues.write(vae.parameters().values(), parameters);
      TensorValues.write(vae.images(), images);
      for (int step = 0; step < 2; step++) {
        FiniteDifferences.expectEqual(
            bound + " " + estimator + " step " + step,
            PlannedSteps.gradient(vae, noise(bound)),
            differences);
      }
    }
  }
}
