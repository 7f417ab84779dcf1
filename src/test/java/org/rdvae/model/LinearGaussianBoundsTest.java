package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.distribution.GaussianLikelihood;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ParameterLayout;
import org.rdvae.objective.Bound;
import org.rdvae.objective.Estimator;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/**
 * Bounds on a likelihood that is known: x = ½ + b + w z + σ noise of two values with one latent
 * variable, so that log p(x) is that of a normal with covariance w w' + σ² I, and p(z|x) is normal
 * too. The encoder's q is another normal, so that the bounds lie apart.
 */
class LinearGaussianBoundsTest {
  private static final int BATCH = 500;
  private static final int STEPS = 40;
  private static final double[] X = {0.9, 0.1};
  private static final double[] W = {0.7, -0.4};
  private static final double[] B = {0.2, -0.1};
  private static final double SIGMA = 0.5;
  private static final double MEAN = 0.1;
  private static final double LOG_STDDEV = -0.1;

  private final Architecture architecture =
      new Architecture(
          new ModelSettings(
              new ModelSettings.Latent(1), List.of(), List.of(), new GaussianLikelihood(SIGMA)),
          new FeatureShape(1, 2, 1));

  /** A mean over steps and how far another seed's would be. */
  private record Estimate(double value, double error) {}

  @Test
  void areOrderedAsTheorySays() {
    Estimate elbo = estimate(new Bound.ImportanceWeighted(1));
    Estimate two = estimate(new Bound.ImportanceWeighted(2));
    Estimate ten = estimate(new Bound.ImportanceWeighted(10));
    Estimate many = estimate(new Bound.ImportanceWeighted(200));
    Estimate half = estimate(new Bound.Renyi(0.5, 10));
    Estimate below = estimate(new Bound.Renyi(-1, 10));
    Estimate largest = estimate(new Bound.Maximum(10));
    double truth = logLikelihood();
    assertThat(elbo.value).isCloseTo(truth - divergence(), within(5 * elbo.error));
    expectOrder(elbo, two);
    expectOrder(two, ten);
    expectOrder(ten, many);
    expectOrder(elbo, half);
    expectOrder(half, ten);
    expectOrder(ten, below);
    expectOrder(below, largest);
    assertThat(many.value).isCloseTo(truth, within(5 * many.error + 0.01));
    assertThat(ten.value).isLessThan(truth + 5 * ten.error);
    assertThat(largest.value).as("no bound").isGreaterThan(truth + 5 * largest.error);
  }

  /** By more than chance. */
  private static void expectOrder(Estimate lower, Estimate higher) {
    assertThat(higher.value - lower.value)
        .as("%s below %s", lower, higher)
        .isGreaterThan(3 * (lower.error + higher.error));
  }

  @Test
  void elboOfSeveralSamplesIsTheSameBound() {
    Estimate sampled = estimate(new Bound.Renyi(1, 5));
    Estimate closed = estimate(new Bound.Elbo(5));
    double truth = logLikelihood() - divergence();
    assertThat(sampled.value).isCloseTo(truth, within(5 * sampled.error));
    assertThat(closed.value).isCloseTo(truth, within(5 * closed.error));
  }

  private Estimate estimate(Bound bound) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae vae =
          PlannedSteps.bound(kernels, architecture, BATCH, 1, bound, Estimator.REPARAMETERIZED);
      TensorValues.write(vae.parameters().values(), parameters());
      float[] images = new float[2 * BATCH];
      for (int i = 0; i < images.length; i++) {
        vae.images().set(i, X[i % 2]);
        images[i] = (float) X[i % 2];
      }
      RandomStream noise = new RandomStream(7, RandomStream.Purpose.TEST);
      double sum = 0;
      double squares = 0;
      for (int step = 0; step < STEPS; step++) {
        vae.latents().drawNoise(noise.at(0, step));
        vae.forward();
        vae.objective().weigh(step);
        double value = -vae.objective().measure(images).loss();
        sum += value;
        squares += value * value;
      }
      double mean = sum / STEPS;
      double variance = (squares / STEPS - mean * mean) / (STEPS - 1);
      return new Estimate(mean, Math.sqrt(variance));
    }
  }

  private double[] parameters() {
    ParameterLayout layout = architecture.layout();
    double[] parameters = new double[layout.size()];
    parameters[layout.offset("posterior.mean.bias")] = MEAN;
    parameters[layout.offset("posterior.log-stddev.bias")] = LOG_STDDEV;
    for (int i = 0; i < 2; i++) {
      parameters[layout.offset("likelihood.mean.weight") + i] = W[i];
      parameters[layout.offset("likelihood.mean.bias") + i] = B[i];
    }
    parameters[layout.offset("likelihood.log-stddev")] = Math.log(SIGMA);
    return parameters;
  }

  /** By the inverse of Sherman and Morrison and the lemma of the determinant. */
  private static double logLikelihood() {
    double variance = SIGMA * SIGMA;
    double ww = 0;
    double wr = 0;
    double rr = 0;
    for (int i = 0; i < 2; i++) {
      double residual = X[i] - 0.5 - B[i];
      ww += W[i] * W[i];
      wr += W[i] * residual;
      rr += residual * residual;
    }
    double square = (rr - wr * wr / (variance + ww)) / variance;
    double logDeterminant = Math.log(variance) + Math.log(variance + ww);
    return -0.5 * (square + logDeterminant) - Math.log(2 * Math.PI);
  }

  /** KL(q || p(z|x)). */
  private static double divergence() {
    double precision = 1 + (W[0] * W[0] + W[1] * W[1]) / (SIGMA * SIGMA);
    double mean =
        (W[0] * (X[0] - 0.5 - B[0]) + W[1] * (X[1] - 0.5 - B[1])) / (SIGMA * SIGMA) / precision;
    double logScale = -0.5 * Math.log(precision);
    return DiagonalGaussian.rate((MEAN - mean) * Math.exp(-logScale), LOG_STDDEV - logScale);
  }
}
