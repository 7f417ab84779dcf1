package org.rdvae.distribution;

import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * Approximate posterior q(z|x): an independent normal for every latent variable, as operations on
 * fixed tensors. Built from the mean μ and the natural log of the standard deviation σ, both of
 * shape [batch, latents].
 *
 * <pre>
 * sample     z = μ + σ ε
 * backward   dμ = dz + w μ;   d ln σ = dz σ ε + w (σ² − 1)
 * rates      KL(q || N(0, 1)) of each latent, summed over the batch
 * </pre>
 *
 * where w is the weight of each latent's rate in the loss (a row, so that an objective may weigh
 * latents differently). The formulas in double stand in {@link DiagonalGaussian}.
 */
public final class PlannedDiagonalGaussian implements ClosedFormPosterior {
  private final Tensor mean;
  private final Tensor logStddev;
  private final Tensor noise;
  private final Tensor z;
  private final Tensor zGradient;
  private final Tensor rateWeights;
  private final Tensor summedRates;
  private final Operation[] sample;
  private final Operation[] backward;
  private final Operation[] rates;

  /**
   * @param meanGradient where the gradient by μ goes; {@code null} (like its sibling) without a
   *     backward pass
   * @param logStddevGradient where the gradient by ln σ goes
   */
  public PlannedDiagonalGaussian(
      Kernels kernels,
      Tensor mean,
      Tensor logStddev,
      Tensor meanGradient,
      Tensor logStddevGradient) {
    this.mean = mean;
    this.logStddev = logStddev;
    int rows = mean.rows();
    int latents = mean.columns();
    boolean training = meanGradient != null;
    noise = kernels.tensor(rows, latents);
    z = kernels.tensor(rows, latents);
    Tensor stddev = kernels.tensor(rows, latents);
    sample =
        new Operation[] {
          kernels.exp(logStddev, stddev),
          kernels.multiply(stddev, noise, noise),
          kernels.add(mean, noise, z),
        };
    zGradient = training ? kernels.tensor(rows, latents) : null;
    rateWeights = training ? kernels.tensor(1, latents) : null;
    summedRates = training ? kernels.tensor(1, latents) : null;
    backward = training ? backward(kernels, mean, stddev, meanGradient, logStddevGradient) : null;
    rates = training ? rates(kernels, mean, logStddev, stddev) : null;
  }

  private Operation[] backward(
      Kernels kernels, Tensor mean, Tensor stddev, Tensor meanGradient, Tensor logStddevGradient) {
    Scalar minusOne = kernels.scalar(-1);
    return new Operation[] {
      kernels.multiplyRow(mean, rateWeights, meanGradient),
      kernels.add(meanGradient, zGradient, meanGradient),
      kernels.multiply(stddev, stddev, stddev),
      kernels.shift(stddev, minusOne, stddev),
      kernels.multiplyRow(stddev, rateWeights, logStddevGradient),
      // After sample, the noise tensor holds σ ε.
      kernels.multiply(zGradient, noise, noise),
      kernels.add(logStddevGradient, noise, logStddevGradient),
    };
  }

  private Operation[] rates(Kernels kernels, Tensor mean, Tensor logStddev, Tensor stddev) {
    Tensor square = kernels.tensor(mean.rows(), mean.columns());
    Tensor sum = kernels.tensor(mean.rows(), mean.columns());
    return new Operation[] {
      kernels.multiply(mean, mean, sum),
      kernels.multiply(stddev, stddev, square),
      kernels.add(sum, square, sum),
      kernels.shift(sum, kernels.scalar(-1), sum),
      kernels.scale(sum, kernels.scalar(0.5), sum),
      kernels.subtract(sum, logStddev, sum),
      kernels.sumRows(sum, summedRates),
    };
  }

  /** Draws z from the noise, which is used up. */
  @Override
  public void sample() {
    Operation.runAll(sample);
  }

  /**
   * From {@link #zGradient} and {@link #rateWeights} computes the gradients by μ and ln σ; uses up
   * what sample left.
   */
  @Override
  public void backward() {
    Operation.runAll(backward);
  }

  /** Computes {@link #summedRates}; after sample and before backward. */
  @Override
  public void rates() {
    Operation.runAll(rates);
  }

  /**
   * ε, shape [batch, latents]: standard normal numbers, to be written before each {@link #sample}.
   */
  @Override
  public Tensor noise() {
    return noise;
  }

  /** The sample, shape [batch, latents]. */
  @Override
  public Tensor z() {
    return z;
  }

  /** Where the decoder leaves the gradient of the loss by z. */
  @Override
  public Tensor zGradient() {
    return zGradient;
  }

  /**
   * Derivative of the loss by each latent's rate of one image, shape [1, latents]; the objective
   * sets it.
   */
  @Override
  public Tensor rateWeights() {
    return rateWeights;
  }

  /** Rate of each latent in nats, summed over the batch, shape [1, latents]. */
  @Override
  public Tensor summedRates() {
    return summedRates;
  }

  @Override
  public double[] meanRates() {
    int latents = mean.columns();
    float[] hostMean = new float[Math.toIntExact(mean.size())];
    float[] hostLogStddev = new float[hostMean.length];
    mean.read(hostMean);
    logStddev.read(hostLogStddev);
    double[] meanRates = new double[latents];
    for (int i = 0; i < hostMean.length; i++) {
      meanRates[i % latents] += DiagonalGaussian.rate(hostMean[i], hostLogStddev[i]) / mean.rows();
    }
    return meanRates;
  }
}
