package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Plans densities of a {@link StandardForm} with the centre μ = ½ + first head and the log scale of
 * the second head, both of shape [rows, values]. With r = (μ − x) / s and f the form,
 *
 * <pre>
 * distortion   Σ f(r) + ln s + c
 * by μ         f'(r) / s
 * by ln s      1 − r f'(r)           0 where ln s is held at the smallest
 * </pre>
 *
 * It has no lower bound and is never a number of bits.
 */
final class PlannedLocationScale {
  private final Kernels kernels;
  private final Tensor mean;
  private final Tensor logScale;
  private final LogScaleHead scaleHead;
  private final StandardForm form;
  private final LikelihoodPlace.Training training;
  private final Tensor r;
  private final Tensor inverse;

  private PlannedLocationScale(LikelihoodPlace place, LogScaleHead scaleHead, StandardForm form) {
    kernels = place.kernels();
    mean = place.head(0);
    logScale = place.head(1);
    this.scaleHead = scaleHead;
    this.form = form;
    training = place.training();
    r = kernels.tensor(mean.rows(), mean.columns());
    inverse = kernels.tensor(mean.rows(), mean.columns());
  }

  static PlannedLikelihood plan(LikelihoodPlace place, LogScaleHead scaleHead, StandardForm form) {
    OfValue distribution = new OfValue(scaleHead, form);
    if (place.training() == null) {
      return new PlannedValues(place, distribution, List.of(), List.of());
    }
    PlannedLocationScale planned = new PlannedLocationScale(place, scaleHead, form);
    return new PlannedValues(
        place,
        distribution,
        planned.gradient(),
        place.training().rowDistortions() == null ? List.of() : planned.distortions());
  }

  private record OfValue(LogScaleHead scale, StandardForm form) implements ValueDistribution {
    @Override
    public double distortion(double x, double[] heads) {
      return form.distortion(x, expectation(heads), scale.logScale(heads[1]));
    }

    /** That of a Cauchy distribution does not exist; its centre is the median. */
    @Override
    public double expectation(double[] heads) {
      return PlannedLikelihood.MIDDLE_GREY + heads[0];
    }

    @Override
    public double draw(double[] heads, RandomStream stream) {
      return form.draw(expectation(heads), scale.logScale(heads[1]), stream);
    }
  }

  private List<Operation> residuals() {
    List<Operation> operations = new ArrayList<>(scaleHead.inverse(kernels, logScale, 1, inverse));
    operations.add(kernels.subtract(mean, training.x(), r));
    operations.add(kernels.shift(r, kernels.scalar(PlannedLikelihood.MIDDLE_GREY), r));
    operations.add(kernels.multiply(r, inverse, r));
    return operations;
  }

  private List<Operation> gradient() {
    Tensor byMean = training.headGradients().get(0);
    Tensor byLogScale = training.headGradients().get(1);
    List<Operation> operations = residuals();
    operations.addAll(form.slope(kernels, r, byMean));
    operations.addAll(
        List.of(
            kernels.multiply(byMean, r, byLogScale),
            kernels.scale(byLogScale, kernels.scalar(-1), byLogScale),
            kernels.shift(byLogScale, kernels.scalar(1), byLogScale),
            scaleHead.isFree(kernels, logScale, r),
            kernels.multiply(byLogScale, r, byLogScale),
            training.weigh(kernels, byLogScale),
            kernels.multiply(byMean, inverse, byMean),
            training.weigh(kernels, byMean)));
    return operations;
  }

  private List<Operation> distortions() {
    Tensor sum = training.headGradients().get(0);
    List<Operation> operations = residuals();
    operations.addAll(form.cost(kernels, r, sum));
    operations.addAll(scaleHead.logScale(kernels, logScale, r));
    operations.addAll(
        List.of(
            kernels.add(sum, r, sum),
            kernels.shift(sum, kernels.scalar(form.constant()), sum),
            kernels.sumColumns(sum, training.rowDistortions())));
    return operations;
  }
}
