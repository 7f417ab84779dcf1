package org.rdvae.distribution;

import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Normal likelihood with the mean μ = ½ + head and the batch's own best σ. With d values in a row
 * and v the rows' weights in the loss,
 *
 * <pre>
 * σ²            = max(Σ v Σ (μ − x)² / (d Σ v), smallest²)
 * loss          = d Σ v (ln σ + ½ ln 2πe)
 * by the head   = v (μ − x) / σ²                   where σ is not held
 * </pre>
 *
 * The gradient is that of the Gaussian with σ fixed, because the loss is least in σ there. Where σ
 * is held at the smallest it is the same, without being a derivative of anything less simple. Row
 * distortions and everything measured use the running average of ln σ instead.
 */
final class PlannedOptimalSigma implements PlannedLikelihood {
  /** What a batch counts in the average: the last hundred or so decide. */
  private static final double STEP = 0.02;

  private final Tensor logStddev;
  private final PlannedGaussian measured;
  private final Operation[] gradient;

  PlannedOptimalSigma(LikelihoodPlace place, double minLogStddev) {
    logStddev = place.shared().get(0);
    measured = new PlannedGaussian(place, false);
    gradient = place.training() == null ? null : gradient(place, minLogStddev);
  }

  private Operation[] gradient(LikelihoodPlace place, double minLogStddev) {
    Kernels kernels = place.kernels();
    LikelihoodPlace.Training training = place.training();
    Tensor head = place.head(0);
    int rows = head.rows();
    int values = head.columns();
    Tensor out = training.headGradients().get(0);
    Tensor squares = kernels.tensor(rows, values);
    Tensor ofRows = kernels.tensor(rows, 1);
    Tensor weights =
        training.rowWeights() == null
            ? Constants.filled(kernels, rows, 1, 1.0 / rows)
            : training.rowWeights();
    Tensor variance = kernels.tensor(1, 1);
    Tensor weight = kernels.tensor(1, 1);
    Tensor logVariance = kernels.tensor(1, 1);
    Tensor precision = kernels.tensor(1, 1);
    return new Operation[] {
      kernels.subtract(head, training.x(), out),
      kernels.shift(out, kernels.scalar(MIDDLE_GREY), out),
      kernels.square(out, squares),
      kernels.sumColumns(squares, ofRows),
      kernels.multiply(ofRows, weights, ofRows),
      kernels.sumRows(ofRows, variance),
      kernels.sumRows(weights, weight),
      kernels.scale(weight, kernels.scalar(values), weight),
      kernels.divide(variance, weight, variance),
      kernels.atLeast(variance, kernels.scalar(Math.exp(2 * minLogStddev)), variance),
      kernels.log(variance, logVariance),
      kernels.scale(logVariance, kernels.scalar(-1), precision),
      kernels.exp(precision, precision),
      kernels.scale(out, kernels.scalar(precision), out),
      training.weigh(kernels, out),
      // The average follows ln σ, half of ln σ².
      kernels.scale(logVariance, kernels.scalar(0.5 * STEP), logVariance),
      kernels.scale(logStddev, kernels.scalar(1 - STEP), logStddev),
      kernels.add(logStddev, logVariance, logStddev),
    };
  }

  @Override
  public void gradient() {
    Operation.runAll(gradient);
  }

  @Override
  public void distortions() {
    measured.distortions();
  }

  @Override
  public void distortion(float[] images, int count, double[] distortions) {
    measured.distortion(images, count, distortions);
  }

  @Override
  public void expectation(int count, float[] target, int at) {
    measured.expectation(count, target, at);
  }

  @Override
  public void draw(int count, RandomStream stream, float[] target, int at) {
    measured.draw(count, stream, target, at);
  }
}
