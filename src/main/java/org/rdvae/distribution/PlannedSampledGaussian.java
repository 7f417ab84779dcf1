package org.rdvae.distribution;

import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * Approximate posterior of independent normals, z = μ + σ ε, with log q taken at the sample, where
 * it is −½ Σ ε² − Σ ln σ − latents ½ ln 2π. With w the derivative of the loss by log q of a row and
 * dz that by z of everything else:
 *
 * <pre>
 * total   dμ = dz;        d ln σ = dz σ ε − w
 * path    dz less w ε / σ, then dμ = dz;   d ln σ = dz σ ε
 * score   dμ = w ε / σ;   d ln σ = w (ε² − 1)
 * </pre>
 *
 * <p>In the total gradient μ has no part in log q: ε, by which it is written, does not depend on μ.
 * Roeder et al., Sticking the Landing, NeurIPS 2017, arXiv:1703.09194, equations 4 and 5. The
 * formulas in double stand in {@link DiagonalGaussian}.
 */
final class PlannedSampledGaussian implements SampledPosterior {
  private static final Operation[] NOTHING = {};

  private final Kernels kernels;
  private final Tensor noise;
  private final Tensor z;
  private final Tensor scaledNoise;
  private final Tensor scratch;
  private final Tensor zGradient;
  private final Tensor logDensities;
  private final Operation[] sample;
  private final Operation[] logDensity;
  private final Operation[] path;
  private final Operation[] backward;

  PlannedSampledGaussian(PosteriorPlace place) {
    kernels = place.kernels();
    Tensor mean = place.head(0);
    Tensor logStddev = place.head(1);
    int rows = mean.rows();
    int latents = mean.columns();
    noise = kernels.tensor(rows, latents);
    z = kernels.tensor(rows, latents);
    scaledNoise = kernels.tensor(rows, latents);
    scratch = kernels.tensor(rows, latents);
    logDensities = kernels.tensor(rows, 1);
    sample =
        new Operation[] {
          kernels.exp(logStddev, scaledNoise),
          kernels.multiply(scaledNoise, noise, scaledNoise),
          kernels.add(mean, scaledNoise, z),
        };
    logDensity =
        new Operation[] {
          kernels.square(noise, scratch),
          kernels.scale(scratch, kernels.scalar(-0.5), scratch),
          kernels.subtract(scratch, logStddev, scratch),
          kernels.sumColumns(scratch, logDensities),
          kernels.shift(
              logDensities,
              kernels.scalar(latents * DiagonalGaussian.logDensity(0, 0, 0)),
              logDensities),
        };
    RateGradient gradient = place.training() == null ? null : place.training().gradient();
    boolean throughZ = gradient == RateGradient.TOTAL || gradient == RateGradient.PATH;
    zGradient = throughZ ? kernels.tensor(rows, latents) : null;
    path = gradient == RateGradient.PATH ? path(logStddev, place.training()) : NOTHING;
    backward = gradient == null ? NOTHING : backward(logStddev, place.training());
  }

  private Operation[] path(Tensor logStddev, PosteriorPlace.Training training) {
    return new Operation[] {
      kernels.scale(logStddev, kernels.scalar(-1), scratch),
      kernels.exp(scratch, scratch),
      kernels.multiply(scratch, noise, scratch),
      kernels.multiplyColumn(scratch, training.densityWeights(), scratch),
      kernels.subtract(zGradient, scratch, zGradient),
    };
  }

  private Operation[] backward(Tensor logStddev, PosteriorPlace.Training training) {
    Tensor meanGradient = training.headGradients().get(0);
    Tensor logStddevGradient = training.headGradients().get(1);
    Tensor weights = training.densityWeights();
    Scalar minusOne = kernels.scalar(-1);
    Tensor minusWeights = kernels.tensor(weights.rows(), 1);
    return switch (training.gradient()) {
      case TOTAL ->
          new Operation[] {
            kernels.copy(zGradient, meanGradient),
            kernels.multiply(zGradient, scaledNoise, logStddevGradient),
            kernels.scale(weights, minusOne, minusWeights),
            kernels.addColumn(logStddevGradient, minusWeights, logStddevGradient),
          };
      case PATH ->
          new Operation[] {
            kernels.copy(zGradient, meanGradient),
            kernels.multiply(zGradient, scaledNoise, logStddevGradient),
          };
      case SCORE ->
          new Operation[] {
            kernels.scale(logStddev, minusOne, meanGradient),
            kernels.exp(meanGradient, meanGradient),
            kernels.multiply(meanGradient, noise, meanGradient),
            kernels.multiplyColumn(meanGradient, weights, meanGradient),
            kernels.square(noise, logStddevGradient),
            kernels.shift(logStddevGradient, minusOne, logStddevGradient),
            kernels.multiplyColumn(logStddevGradient, weights, logStddevGradient),
          };
      case CLOSED_FORM -> throw new IllegalArgumentException("a sampled density is not closed");
    };
  }

  @Override
  public Tensor noise() {
    return noise;
  }

  @Override
  public void sample() {
    Operation.runAll(sample);
  }

  @Override
  public Tensor z() {
    return z;
  }

  @Override
  public void logDensity() {
    Operation.runAll(logDensity);
  }

  @Override
  public Tensor logDensities() {
    return logDensities;
  }

  @Override
  public Tensor zGradient() {
    return zGradient;
  }

  @Override
  public void addPathGradient() {
    Operation.runAll(path);
  }

  @Override
  public void backward() {
    Operation.runAll(backward);
  }
}
