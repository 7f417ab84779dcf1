package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Plans the beta-binomial likelihood of levels k = 255 x with ln α and ln β in two heads of shape
 * [rows, values]. With n = 255 and D(a, m) = ψ(a + m) − ψ(a) of {@link GammaRatios},
 *
 * <pre>
 * by ln α   α (D(α + β, n) − D(α, k))          0 where ln α is held at an end
 * by ln β   β (D(α + β, n) − D(β, n − k))      0 where ln β is held at an end
 * </pre>
 *
 * The formulas in double stand in {@link BetaBinomial}.
 */
final class PlannedBetaBinomial {
  private static final double TRIALS = DiscretizedLogistic.HIGHEST;
  private static final double LARGEST_LOG = BetaBinomialLikelihood.LARGEST_LOG;

  private final Kernels kernels;
  private final Tensor logAlpha;
  private final Tensor logBeta;
  private final LikelihoodPlace.Training training;
  private final GammaRatios ratios;
  private final Tensor alpha;
  private final Tensor beta;
  private final Tensor both;
  private final Tensor count;

  private PlannedBetaBinomial(LikelihoodPlace place) {
    kernels = place.kernels();
    logAlpha = place.head(0);
    logBeta = place.head(1);
    training = place.training();
    ratios = new GammaRatios(kernels, logAlpha.rows(), logAlpha.columns());
    alpha = scratch();
    beta = scratch();
    both = scratch();
    count = scratch();
  }

  private Tensor scratch() {
    return kernels.tensor(logAlpha.rows(), logAlpha.columns());
  }

  static PlannedLikelihood plan(LikelihoodPlace place, ValueDistribution distribution) {
    if (place.training() == null) {
      return new PlannedValues(place, distribution, List.of(), List.of());
    }
    PlannedBetaBinomial planned = new PlannedBetaBinomial(place);
    return new PlannedValues(
        place,
        distribution,
        planned.gradient(),
        place.training().rowDistortions() == null ? List.of() : planned.distortions());
  }

  private List<Operation> parameters() {
    List<Operation> operations = new ArrayList<>();
    operations.addAll(held(logAlpha, alpha));
    operations.addAll(held(logBeta, beta));
    return operations;
  }

  private List<Operation> held(Tensor head, Tensor out) {
    return List.of(
        kernels.atLeast(head, kernels.scalar(-LARGEST_LOG), out),
        kernels.atMost(out, kernels.scalar(LARGEST_LOG), out),
        kernels.exp(out, out));
  }

  /** count = k. */
  private Operation successes() {
    return kernels.scale(training.x(), kernels.scalar(TRIALS), count);
  }

  /** count = n − k, from k. */
  private List<Operation> failures() {
    return List.of(
        kernels.scale(count, kernels.scalar(-1), count),
        kernels.shift(count, kernels.scalar(TRIALS), count));
  }

  /** count = n. */
  private List<Operation> trials() {
    return List.of(
        kernels.scale(count, kernels.scalar(0), count),
        kernels.shift(count, kernels.scalar(TRIALS), count));
  }

  private List<Operation> gradient() {
    Tensor byAlpha = training.headGradients().get(0);
    Tensor byBeta = training.headGradients().get(1);
    List<Operation> operations = parameters();
    operations.add(successes());
    operations.addAll(ratios.digamma(alpha, count, byAlpha));
    operations.addAll(failures());
    operations.addAll(ratios.digamma(beta, count, byBeta));
    operations.add(kernels.add(alpha, beta, both));
    operations.addAll(trials());
    // Not into "both" itself, which is read to the end.
    Tensor common = scratch();
    operations.addAll(ratios.digamma(both, count, common));
    operations.addAll(finish(common, byAlpha, alpha, logAlpha));
    operations.addAll(finish(common, byBeta, beta, logBeta));
    return operations;
  }

  /** out = parameter (common − out), and 0 where it is held. */
  private List<Operation> finish(Tensor common, Tensor out, Tensor parameter, Tensor head) {
    return List.of(
        kernels.subtract(common, out, out),
        kernels.multiply(out, parameter, out),
        kernels.isAbove(head, kernels.scalar(-LARGEST_LOG), count),
        kernels.multiply(out, count, out),
        kernels.scale(head, kernels.scalar(-1), count),
        kernels.isAbove(count, kernels.scalar(-LARGEST_LOG), count),
        kernels.multiply(out, count, out),
        training.weigh(kernels, out));
  }

  private List<Operation> distortions() {
    Tensor sum = training.headGradients().get(0);
    Tensor part = training.headGradients().get(1);
    Tensor ones = scratch();
    List<Operation> operations = parameters();
    operations.add(kernels.add(alpha, beta, both));
    operations.addAll(trials());
    operations.addAll(ratios.logGamma(both, count, sum));
    operations.add(kernels.scale(ones, kernels.scalar(0), ones));
    operations.add(kernels.shift(ones, kernels.scalar(1), ones));
    operations.add(successes());
    operations.addAll(ratios.logGamma(alpha, count, part));
    operations.add(kernels.subtract(sum, part, sum));
    // log n over k = log Γ(n + 1) − log Γ(k + 1) − log Γ(n − k + 1)
    operations.addAll(ratios.logGamma(ones, count, part));
    operations.add(kernels.add(sum, part, sum));
    operations.addAll(failures());
    operations.addAll(ratios.logGamma(beta, count, part));
    operations.add(kernels.subtract(sum, part, sum));
    operations.addAll(ratios.logGamma(ones, count, part));
    operations.add(kernels.add(sum, part, sum));
    operations.add(kernels.shift(sum, kernels.scalar(-GammaFunction.logGamma(TRIALS + 1)), sum));
    operations.add(kernels.sumColumns(sum, training.rowDistortions()));
    return operations;
  }
}
