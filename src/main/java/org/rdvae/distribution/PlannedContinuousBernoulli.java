package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Plans the continuous Bernoulli likelihood of logits a of shape [rows, values]. The gradient is
 * E[x] − x, and E[x] = ½ + ½ y g(|y|) with y = a / 2 and
 *
 * <pre>
 * g(m) = (coth m − 1 / m) / m                          from ½ on
 *      = 1/3 − m²/45 + 2 m⁴/945 − ...                  below
 * </pre>
 *
 * Kernels do not branch, so both are taken, the first of max(m, ½) and the series of min(m, ½);
 * where one is at its end it is the constant g(½), and so their sum less g(½) is right everywhere.
 * The formulas in double and the paper stand in {@link ContinuousBernoulli}.
 */
final class PlannedContinuousBernoulli {
  private static final double END = ContinuousBernoulli.SERIES_UNTIL;

  private final Kernels kernels;
  private final Tensor logits;
  private final LikelihoodPlace.Training training;
  private final Tensor first;
  private final Tensor second;

  private PlannedContinuousBernoulli(LikelihoodPlace place) {
    kernels = place.kernels();
    logits = place.head(0);
    training = place.training();
    first = kernels.tensor(logits.rows(), logits.columns());
    second = kernels.tensor(logits.rows(), logits.columns());
  }

  static PlannedLikelihood plan(LikelihoodPlace place, ValueDistribution distribution) {
    if (place.training() == null) {
      return new PlannedValues(place, distribution, List.of(), List.of());
    }
    PlannedContinuousBernoulli planned = new PlannedContinuousBernoulli(place);
    return new PlannedValues(
        place,
        distribution,
        planned.gradient(),
        place.training().rowDistortions() == null ? List.of() : planned.distortions());
  }

  private List<Operation> gradient() {
    Tensor out = training.headGradients().get(0);
    List<Operation> operations = new ArrayList<>();
    // first = g of the large
    operations.add(kernels.absolute(logits, first));
    operations.add(kernels.scale(first, kernels.scalar(0.5), first));
    operations.add(kernels.atMost(first, kernels.scalar(END), out));
    operations.add(kernels.atLeast(first, kernels.scalar(END), first));
    operations.add(kernels.tanh(first, second));
    // (m / tanh m − 1) / m²
    operations.add(kernels.divide(first, second, second));
    operations.add(kernels.shift(second, kernels.scalar(-1), second));
    operations.add(kernels.square(first, first));
    operations.add(kernels.divide(second, first, first));
    // second = the series of the small
    operations.add(kernels.square(out, out));
    double[] series = ContinuousBernoulli.SERIES;
    operations.add(kernels.scale(out, kernels.scalar(series[series.length - 1]), second));
    for (int i = series.length - 2; i > 0; i--) {
      operations.add(kernels.shift(second, kernels.scalar(series[i]), second));
      operations.add(kernels.multiply(second, out, second));
    }
    double both = (END / Math.tanh(END) - 1) / (END * END);
    operations.add(kernels.add(first, second, first));
    operations.add(kernels.shift(first, kernels.scalar(series[0] - both), first));
    operations.add(kernels.multiply(first, logits, out));
    operations.add(kernels.scale(out, kernels.scalar(0.25), out));
    operations.add(kernels.shift(out, kernels.scalar(0.5), out));
    operations.add(kernels.subtract(out, training.x(), out));
    operations.add(training.weigh(kernels, out));
    return operations;
  }

  /** With m = |a| / 2 and q = tanh(m) / m, (1 − exp(−|a|)) / |a| = q / (1 + q m). */
  private List<Operation> distortions() {
    Tensor sum = training.headGradients().get(0);
    return List.of(
        kernels.absolute(logits, first),
        kernels.scale(first, kernels.scalar(0.5), first),
        kernels.atLeast(first, kernels.scalar(LogisticBins.TANH_IS_LINEAR), second),
        kernels.tanh(second, sum),
        kernels.divide(sum, second, second),
        kernels.multiply(second, first, first),
        kernels.shift(first, kernels.scalar(1), first),
        kernels.divide(second, first, first),
        kernels.log(first, first),
        kernels.atLeast(logits, kernels.scalar(0), sum),
        kernels.add(sum, first, sum),
        kernels.multiply(logits, training.x(), first),
        kernels.subtract(sum, first, sum),
        kernels.sumColumns(sum, training.rowDistortions()));
  }
}
