package org.rdvae.distribution;

import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * Likelihood p(x|z) of independent bits, by their logits a of shape [batch, pixels], as operations
 * on fixed tensors.
 *
 * <p>The gradient by the logits is (sigmoid(a) − x) times the row's weight and needs no distortion;
 * the distortion itself is worth a logarithm and an exponential for each pixel and is evaluated
 * only when somebody wants to know. The formulas in double stand in {@link Bernoulli}.
 */
public final class PlannedBernoulli implements PlannedLikelihood {
  /** A product of so many factors between 1 and 2 stays far below the largest double. */
  private static final int FACTORS_PER_LOGARITHM = 512;

  private final Tensor logits;
  private final Tensor tails;
  private final Operation[] gradient;
  private final Operation[] tailOperations;
  private final Operation[] distortions;
  private final float[] hostLogits;
  private final float[] hostTails;

  PlannedBernoulli(LikelihoodPlace place) {
    Kernels kernels = place.kernels();
    LikelihoodPlace.Training training = place.training();
    logits = place.head(0);
    gradient = training == null ? null : gradient(kernels, logits, training);
    tails = kernels.tensor(logits.rows(), logits.columns());
    tailOperations =
        new Operation[] {
          kernels.absolute(logits, tails),
          kernels.scale(tails, kernels.scalar(-1), tails),
          kernels.exp(tails, tails),
        };
    distortions =
        training == null || training.rowDistortions() == null
            ? null
            : distortions(kernels, training);
    hostLogits = new float[logits.columns()];
    hostTails = new float[logits.columns()];
  }

  private Operation[] distortions(Kernels kernels, LikelihoodPlace.Training training) {
    Tensor sum = training.headGradients().get(0);
    return new Operation[] {
      kernels.shift(tails, kernels.scalar(1), tails),
      kernels.log(tails, tails),
      kernels.atLeast(logits, kernels.scalar(0), sum),
      kernels.add(tails, sum, tails),
      kernels.multiply(logits, training.x(), sum),
      kernels.subtract(tails, sum, tails),
      kernels.sumColumns(tails, training.rowDistortions()),
    };
  }

  private static Operation[] gradient(
      Kernels kernels, Tensor logits, LikelihoodPlace.Training training) {
    Tensor out = training.headGradients().get(0);
    Scalar half = kernels.scalar(0.5);
    return new Operation[] {
      // sigmoid(a) = 1/2 + 1/2 tanh(a / 2): several times faster here than the library's sigmoid.
      kernels.scale(logits, half, out),
      kernels.tanh(out, out),
      kernels.scale(out, half, out),
      kernels.shift(out, half, out),
      kernels.subtract(out, training.x(), out),
      training.weigh(kernels, out),
    };
  }

  @Override
  public void gradient() {
    Operation.runAll(gradient);
  }

  @Override
  public void distortions() {
    Operation.runAll(tailOperations);
    Operation.runAll(distortions);
  }

  /**
   * {@inheritDoc} The sum of log(1 + exp(−|a|)) is taken as the log of a product: one logarithm for
   * many pixels.
   */
  @Override
  public void distortion(float[] images, int count, double[] distortions) {
    Operation.runAll(tailOperations);
    int pixels = logits.columns();
    for (int row = 0; row < count; row++) {
      logits.read(row * pixels, hostLogits, 0, pixels);
      tails.read(row * pixels, hostTails, 0, pixels);
      double sum = 0;
      for (int begin = 0; begin < pixels; begin += FACTORS_PER_LOGARITHM) {
        int end = Math.min(begin + FACTORS_PER_LOGARITHM, pixels);
        double product = 1;
        for (int i = begin; i < end; i++) {
          double logit = hostLogits[i];
          sum += Math.max(logit, 0) - logit * images[row * pixels + i];
          product *= 1 + (double) hostTails[i];
        }
        sum += Math.log(product);
      }
      distortions[row] = sum;
    }
  }

  /** {@inheritDoc} It is p(x = 1). */
  @Override
  public void expectation(int count, float[] target, int at) {
    int pixels = logits.columns();
    logits.read(0, target, at, count * pixels);
    for (int i = at; i < at + count * pixels; i++) {
      target[i] = (float) Bernoulli.probability(target[i]);
    }
  }

  @Override
  public void draw(int count, RandomStream stream, float[] target, int at) {
    expectation(count, target, at);
    for (int i = at; i < at + count * logits.columns(); i++) {
      target[i] = stream.nextUniform() < target[i] ? 1 : 0;
    }
  }
}
