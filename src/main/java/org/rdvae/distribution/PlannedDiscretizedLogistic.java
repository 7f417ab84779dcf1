package org.rdvae.distribution;

import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * Likelihood p(x|z) of 8-bit levels as bins of logistic distributions with mean μ = ½ + first head
 * and log scale ln s = max(−2 + second head, smallest), both of shape [batch, values]. The formulas
 * in double and the papers stand in {@link DiscretizedLogistic}; with its a, b and δ the gradient
 * is
 *
 * <pre>
 * by μ      (σ(−a) − σ(b)) / s
 * by ln s   a σ(−a) − b σ(b) + δ / (exp(δ) − 1)      0 where ln s is held at the smallest
 * </pre>
 *
 * without the term of a where the bin is open above, that of b where it is open below, and that of
 * δ in both cases. No term divides by a probability, so nothing is lost in float32 where that
 * vanishes. Only the distortions, which a usual step does not ask for, go through {@link
 * LogisticBins}: its slopes would need three tensors more than the gradient has here.
 */
final class PlannedDiscretizedLogistic implements PlannedLikelihood {
  /** ln s where the head is 0. */
  static final double MIDDLE_LOG_SCALE = -2;

  /** One more factor, which is below 1e154 where ln s is below 340, overflows nothing. */
  private static final double LARGEST_PRODUCT = 1e154;

  private final double minLogScale;
  private final Tensor meanHead;
  private final Tensor logScaleHead;
  private final Operation[] gradient;
  private final Operation[] distortions;
  private final float[] hostMean;
  private final float[] hostLogScale;

  PlannedDiscretizedLogistic(LikelihoodPlace place, double minLogScale) {
    this.minLogScale = minLogScale;
    meanHead = place.head(0);
    logScaleHead = place.head(1);
    LikelihoodPlace.Training training = place.training();
    gradient = training == null ? null : gradient(place.kernels(), training);
    distortions =
        training == null || training.rowDistortions() == null
            ? null
            : distortions(place.kernels(), training);
    hostMean = new float[meanHead.columns()];
    hostLogScale = new float[meanHead.columns()];
  }

  private Operation[] gradient(Kernels kernels, LikelihoodPlace.Training training) {
    Tensor x = training.x();
    Tensor meanGradient = training.headGradients().get(0);
    Tensor logScaleGradient = training.headGradients().get(1);
    int rows = meanHead.rows();
    int values = meanHead.columns();
    Tensor inverse = kernels.tensor(rows, values);
    Tensor width = kernels.tensor(rows, values);
    Tensor b = kernels.tensor(rows, values);
    Tensor below = kernels.tensor(rows, values);
    Tensor mask = kernels.tensor(rows, values);
    // The gradients' own memory holds a and 2 σ(−a) until they are used up.
    Tensor a = logScaleGradient;
    Tensor above = meanGradient;
    Scalar one = kernels.scalar(1);
    Scalar minusOne = kernels.scalar(-1);
    double logTwo = Math.log(2);
    return new Operation[] {
      // inverse = 1 / (2 s)
      kernels.scale(logScaleHead, minusOne, inverse),
      kernels.shift(inverse, kernels.scalar(-MIDDLE_LOG_SCALE - logTwo), inverse),
      kernels.atMost(inverse, kernels.scalar(-minLogScale - logTwo), inverse),
      kernels.exp(inverse, inverse),
      // a / 2 and b / 2
      kernels.subtract(x, meanHead, a),
      kernels.shift(a, kernels.scalar(-MIDDLE_GREY), a),
      kernels.multiply(a, inverse, a),
      kernels.scale(inverse, kernels.scalar(DiscretizedLogistic.HALF_BIN), width),
      kernels.subtract(a, width, b),
      kernels.add(a, width, a),
      // width = δ / (exp(δ) − 1) = δ/2 / tanh(δ/2) − δ/2
      kernels.scale(width, kernels.scalar(2), width),
      kernels.atLeast(width, kernels.scalar(LogisticBins.TANH_IS_LINEAR), mask),
      kernels.tanh(mask, above),
      kernels.divide(mask, above, mask),
      kernels.subtract(mask, width, width),
      // above = 2 σ(−a) = 1 − tanh(a / 2), or 0 in the highest bin. Both factors come with a minus.
      kernels.tanh(a, above),
      kernels.shift(above, minusOne, above),
      kernels.isAbove(x, between(DiscretizedLogistic.HIGHEST, kernels), mask),
      kernels.shift(mask, minusOne, mask),
      kernels.multiply(above, mask, above),
      kernels.multiply(width, mask, width),
      // below = 2 σ(b) = 1 + tanh(b / 2), or 0 in the lowest bin
      kernels.tanh(b, below),
      kernels.shift(below, one, below),
      kernels.isAbove(x, between(1, kernels), mask),
      kernels.multiply(below, mask, below),
      kernels.multiply(width, mask, width),
      // By ln s; width has had its sign turned with the first mask.
      kernels.multiply(a, above, a),
      kernels.multiply(b, below, b),
      kernels.subtract(a, b, a),
      kernels.subtract(a, width, a),
      kernels.isAbove(logScaleHead, kernels.scalar(minLogScale - MIDDLE_LOG_SCALE), mask),
      kernels.multiply(a, mask, a),
      training.weigh(kernels, a),
      // By the mean
      kernels.subtract(above, below, above),
      kernels.multiply(above, inverse, above),
      training.weigh(kernels, above),
    };
  }

  /** The middle between a level's value and the one below it. */
  private static Scalar between(int level, Kernels kernels) {
    return kernels.scalar((level - 0.5) / DiscretizedLogistic.HIGHEST);
  }

  private Operation[] distortions(Kernels kernels, LikelihoodPlace.Training training) {
    Tensor mean = training.headGradients().get(0);
    Tensor inverse = training.headGradients().get(1);
    LogisticBins bins = new LogisticBins(kernels, meanHead.rows(), meanHead.columns());
    return Operations.all(
            List.of(kernels.shift(meanHead, kernels.scalar(MIDDLE_GREY), mean)),
            new LogScaleHead(MIDDLE_LOG_SCALE, minLogScale)
                .inverse(kernels, logScaleHead, 0.5, inverse),
            bins.ends(training.x(), mean, inverse),
            bins.cost(mean),
            List.of(kernels.sumColumns(mean, training.rowDistortions())))
        .toArray(Operation[]::new);
  }

  @Override
  public void gradient() {
    Operation.runAll(gradient);
  }

  @Override
  public void distortions() {
    Operation.runAll(distortions);
  }

  @Override
  public void distortion(float[] images, int count, double[] distortions) {
    int values = meanHead.columns();
    for (int row = 0; row < count; row++) {
      readRow(row);
      distortions[row] = distortion(images, row * values);
    }
  }

  /**
   * The distortion of the row read last. All terms are sums log(1 + exp(y)) = max(y, 0) + log(1 +
   * exp(−|y|)) or logs themselves, and a product of many factors costs one logarithm.
   */
  private double distortion(float[] images, int from) {
    double sum = 0;
    double product = 1;
    for (int i = 0; i < hostMean.length; i++) {
      int level = DiscretizedLogistic.level(images[from + i]);
      double inverse = Math.exp(-logScale(i));
      double middle = ((double) level / DiscretizedLogistic.HIGHEST - mean(i)) * inverse;
      double halfWidth = DiscretizedLogistic.HALF_BIN * inverse;
      if (level < DiscretizedLogistic.HIGHEST) {
        double a = middle + halfWidth;
        sum += Math.max(-a, 0);
        product *= 1 + Math.exp(-Math.abs(a));
      }
      if (level > 0) {
        double b = middle - halfWidth;
        sum += Math.max(b, 0);
        product *= 1 + Math.exp(-Math.abs(b));
        if (level < DiscretizedLogistic.HIGHEST) {
          product /= -Math.expm1(-2 * halfWidth);
        }
      }
      if (product > LARGEST_PRODUCT) {
        sum += Math.log(product);
        product = 1;
      }
    }
    return sum + Math.log(product);
  }

  @Override
  public void expectation(int count, float[] target, int at) {
    int values = meanHead.columns();
    for (int row = 0; row < count; row++) {
      readRow(row);
      for (int i = 0; i < values; i++) {
        target[at + row * values + i] =
            (float) DiscretizedLogistic.expectation(mean(i), logScale(i));
      }
    }
  }

  @Override
  public void draw(int count, RandomStream stream, float[] target, int at) {
    int values = meanHead.columns();
    for (int row = 0; row < count; row++) {
      readRow(row);
      for (int i = 0; i < values; i++) {
        target[at + row * values + i] =
            DiscretizedLogistic.draw(mean(i), logScale(i), stream)
                / (float) DiscretizedLogistic.HIGHEST;
      }
    }
  }

  private void readRow(int row) {
    int values = meanHead.columns();
    meanHead.read(row * values, hostMean, 0, values);
    logScaleHead.read(row * values, hostLogScale, 0, values);
  }

  private double mean(int i) {
    return MIDDLE_GREY + hostMean[i];
  }

  private double logScale(int i) {
    return Math.max(MIDDLE_LOG_SCALE + hostLogScale[i], minLogScale);
  }
}
