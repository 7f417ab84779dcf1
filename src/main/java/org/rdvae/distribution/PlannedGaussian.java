package org.rdvae.distribution;

import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * Normal likelihood p(x|z) with the mean μ = ½ + head of every value, shape [batch, values], and
 * one learned ln σ for all of them, shape [1, 1].
 *
 * <pre>
 * by the head   (μ − x) / (σ² batch)
 * by ln σ       values − Σ (μ − x)² / (σ² batch)
 * </pre>
 *
 * The formulas in double stand in {@link Gaussian}; so does why the distortion is never bits.
 */
final class PlannedGaussian implements PlannedLikelihood {
  private final Tensor head;
  private final Tensor logStddev;
  private final Operation[] gradient;
  private final Operation[] distortions;
  private final float[] hostHead;

  /**
   * @param learned whether σ has a gradient; if not, neither has the head
   */
  PlannedGaussian(LikelihoodPlace place, boolean learned) {
    head = place.head(0);
    logStddev = place.shared().get(0);
    LikelihoodPlace.Training training = place.training();
    Kernels kernels = place.kernels();
    gradient =
        training == null || !learned
            ? null
            : training.rowWeights() == null
                ? gradient(kernels, training)
                : weightedGradient(kernels, training);
    distortions =
        training == null || training.rowDistortions() == null
            ? null
            : distortions(kernels, training);
    hostHead = new float[head.columns()];
  }

  private Operation[] gradient(Kernels kernels, LikelihoodPlace.Training training) {
    int values = head.columns();
    Tensor headGradient = training.headGradients().get(0);
    Tensor logStddevGradient = training.sharedGradients().get(0);
    Tensor precision = kernels.tensor(1, 1);
    Tensor squares = kernels.tensor(head.rows(), values);
    Tensor rowOfSquares = kernels.tensor(1, values);
    Tensor columnOfSquares = kernels.view(rowOfSquares, 0, values, 1);
    Scalar minusOne = kernels.scalar(-1);
    return new Operation[] {
      // 1 / (σ² batch): σ is learned, so every step takes it from its tensor.
      kernels.scale(logStddev, kernels.scalar(-2), precision),
      kernels.exp(precision, precision),
      kernels.scale(precision, kernels.scalar(1.0 / head.rows()), precision),
      kernels.subtract(head, training.x(), headGradient),
      kernels.shift(headGradient, kernels.scalar(MIDDLE_GREY), headGradient),
      // One product of all residuals with themselves would be slower and lose digits: it adds a
      // hundred thousand float32 numbers one after another.
      kernels.multiply(headGradient, headGradient, squares),
      kernels.sumRows(squares, rowOfSquares),
      kernels.sumRows(columnOfSquares, logStddevGradient),
      kernels.multiply(logStddevGradient, precision, logStddevGradient),
      kernels.scale(logStddevGradient, minusOne, logStddevGradient),
      kernels.shift(logStddevGradient, kernels.scalar(values), logStddevGradient),
      kernels.scale(headGradient, kernels.scalar(precision), headGradient),
    };
  }

  /** By ln σ: the sum over rows of (values − Σ (μ − x)² / σ²) times the row's weight. */
  private Operation[] weightedGradient(Kernels kernels, LikelihoodPlace.Training training) {
    Tensor headGradient = training.headGradients().get(0);
    Tensor precision = kernels.tensor(1, 1);
    Tensor squares = kernels.tensor(head.rows(), head.columns());
    Tensor rowSquares = kernels.tensor(head.rows(), 1);
    return new Operation[] {
      kernels.scale(logStddev, kernels.scalar(-2), precision),
      kernels.exp(precision, precision),
      kernels.subtract(head, training.x(), headGradient),
      kernels.shift(headGradient, kernels.scalar(MIDDLE_GREY), headGradient),
      kernels.square(headGradient, squares),
      kernels.sumColumns(squares, rowSquares),
      kernels.scale(rowSquares, kernels.scalar(precision), rowSquares),
      kernels.scale(rowSquares, kernels.scalar(-1), rowSquares),
      kernels.shift(rowSquares, kernels.scalar(head.columns()), rowSquares),
      kernels.multiply(rowSquares, training.rowWeights(), rowSquares),
      kernels.sumRows(rowSquares, training.sharedGradients().get(0)),
      kernels.scale(headGradient, kernels.scalar(precision), headGradient),
      training.weigh(kernels, headGradient),
    };
  }

  private Operation[] distortions(Kernels kernels, LikelihoodPlace.Training training) {
    Tensor squares = training.headGradients().get(0);
    Tensor precision = kernels.tensor(1, 1);
    Tensor constant = kernels.tensor(1, 1);
    Tensor out = training.rowDistortions();
    return new Operation[] {
      kernels.scale(logStddev, kernels.scalar(-2), precision),
      kernels.exp(precision, precision),
      kernels.scale(precision, kernels.scalar(0.5), precision),
      kernels.shift(logStddev, kernels.scalar(Gaussian.distortion(0, 0, 0)), constant),
      kernels.scale(constant, kernels.scalar(head.columns()), constant),
      kernels.subtract(head, training.x(), squares),
      kernels.shift(squares, kernels.scalar(MIDDLE_GREY), squares),
      kernels.square(squares, squares),
      kernels.sumColumns(squares, out),
      kernels.scale(out, kernels.scalar(precision), out),
      kernels.shift(out, kernels.scalar(constant), out),
    };
  }

  @Override
  public void distortions() {
    Operation.runAll(distortions);
  }

  @Override
  public void gradient() {
    Operation.runAll(gradient);
  }

  @Override
  public void distortion(float[] images, int count, double[] distortions) {
    int values = head.columns();
    double logSigma = logStddev.get(0);
    double precision = Math.exp(-2 * logSigma);
    double constant = values * Gaussian.distortion(0, 0, logSigma);
    for (int row = 0; row < count; row++) {
      head.read(row * values, hostHead, 0, values);
      double squares = 0;
      for (int i = 0; i < values; i++) {
        double residual = MIDDLE_GREY + hostHead[i] - images[row * values + i];
        squares += residual * residual;
      }
      distortions[row] = 0.5 * squares * precision + constant;
    }
  }

  /** The mean, also where it is no grey: standardised numbers know no bounds. */
  @Override
  public void expectation(int count, float[] target, int at) {
    int size = count * head.columns();
    head.read(0, target, at, size);
    for (int i = at; i < at + size; i++) {
      target[i] = (float) (MIDDLE_GREY + target[i]);
    }
  }

  @Override
  public void draw(int count, RandomStream stream, float[] target, int at) {
    expectation(count, target, at);
    double stddev = Math.exp(logStddev.get(0));
    for (int i = at; i < at + count * head.columns(); i++) {
      target[i] = (float) (target[i] + stddev * stream.nextGaussian());
    }
  }
}
