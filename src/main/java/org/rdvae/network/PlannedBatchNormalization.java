package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.Failure;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Batch normalisation as operations on matrices X of one row for each of the N places of all
 * examples and one column for each channel; means are over rows.
 *
 * <pre>
 * forward   xhat = (X - mean(X)) / sqrt(var(X) + epsilon);  a = gain xhat + offset;  y = f(a)
 * backward  dgain = sum(da xhat);  doffset = sum(da)
 *           dX = gain / sqrt(var(X) + epsilon) (da - doffset / N - xhat dgain / N)
 * </pre>
 */
final class PlannedBatchNormalization {
  private final LayerPlace place;
  private final BatchNormalization spec;
  private final Kernels kernels;
  private final int rows;
  private final int channels;
  private final Tensor x;
  private final Tensor normalized;
  private final Tensor mean;
  private final Tensor inverseDeviation;
  private final List<Operation> forward = new ArrayList<>();
  private final List<Operation> backward = new ArrayList<>();
  private final Tensor output;
  private final Tensor outputGradient;

  PlannedBatchNormalization(LayerPlace place, BatchNormalization spec) {
    this.place = place;
    this.spec = spec;
    kernels = place.kernels();
    rows = place.places();
    channels = place.shape().channels();
    x = place.byPlaces(place.input(), place.shape());
    normalized = kernels.tensor(rows, channels);
    mean = kernels.tensor(1, channels);
    inverseDeviation = kernels.tensor(1, channels);
    Tensor sum = place.tensor(place.shape());
    output = PlannedActivation.keepsInput(spec.activation()) ? place.tensor(place.shape()) : sum;
    outputGradient = place.gradientTensor(place.shape());
    if (place.training() && rows == 1) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "training.batch: expected at least 2 for the batch normalisation "
              + place.name()
              + ", whose features have no places, found 1");
    }
    if (place.training()) {
      batchStatistics();
    } else {
      runningStatistics();
    }
    forward.add(kernels.multiplyRow(normalized, inverseDeviation, normalized));
    Tensor a = place.byPlaces(sum, place.shape());
    forward.add(kernels.multiplyRow(normalized, place.value("gain"), a));
    forward.add(kernels.addRow(a, place.value("offset"), a));
    PlannedActivation activation =
        PlannedActivation.plan(kernels, spec.activation(), sum, output, outputGradient);
    forward.addAll(activation.forward());
    if (place.training()) {
      backward.addAll(activation.backward());
      normalizationBackward(place.byPlaces(outputGradient, place.shape()));
    }
  }

  /** Leaves X - mean in the normalised values, and brings the running statistics up to date. */
  private void batchStatistics() {
    Tensor squares = kernels.tensor(rows, channels);
    Tensor variance = kernels.tensor(1, channels);
    forward.add(kernels.sumRows(x, mean));
    forward.add(kernels.scale(mean, kernels.scalar(-1.0 / rows), mean));
    forward.add(kernels.addRow(x, mean, normalized));
    forward.add(kernels.square(normalized, squares));
    forward.add(kernels.sumRows(squares, variance));
    forward.add(kernels.scale(variance, kernels.scalar(1.0 / rows), variance));
    forward.add(kernels.shift(variance, kernels.scalar(spec.epsilon()), inverseDeviation));
    forward.add(kernels.inverseRoot(inverseDeviation, inverseDeviation));
    follow("running-mean", mean, -1);
    follow("running-variance", variance, rows / (rows - 1.0));
  }

  private void follow(String statistic, Tensor ofBatch, double factor) {
    Tensor running = place.value(statistic);
    Tensor part = kernels.tensor(1, channels);
    forward.add(kernels.scale(running, kernels.scalar(1 - spec.momentum()), running));
    forward.add(kernels.scale(ofBatch, kernels.scalar(factor * spec.momentum()), part));
    forward.add(kernels.add(running, part, running));
  }

  private void runningStatistics() {
    forward.add(kernels.scale(place.value("running-mean"), kernels.scalar(-1), mean));
    forward.add(kernels.addRow(x, mean, normalized));
    forward.add(
        kernels.shift(
            place.value("running-variance"), kernels.scalar(spec.epsilon()), inverseDeviation));
    forward.add(kernels.inverseRoot(inverseDeviation, inverseDeviation));
  }

  private void normalizationBackward(Tensor gradient) {
    Tensor product = kernels.tensor(rows, channels);
    Tensor gainGradient = place.gradient("gain");
    Tensor offsetGradient = place.gradient("offset");
    backward.add(kernels.multiply(gradient, normalized, product));
    backward.add(kernels.sumRows(product, gainGradient));
    backward.add(kernels.sumRows(gradient, offsetGradient));
    if (place.inputGradient() == null) {
      return;
    }
    Tensor row = kernels.tensor(1, channels);
    Tensor inputGradient = place.byPlaces(place.inputGradient(), place.shape());
    backward.add(kernels.scale(gainGradient, kernels.scalar(-1.0 / rows), row));
    backward.add(kernels.multiplyRow(normalized, row, product));
    backward.add(kernels.add(gradient, product, inputGradient));
    backward.add(kernels.scale(offsetGradient, kernels.scalar(-1.0 / rows), row));
    backward.add(kernels.addRow(inputGradient, row, inputGradient));
    backward.add(kernels.multiply(place.value("gain"), inverseDeviation, row));
    backward.add(kernels.multiplyRow(inputGradient, row, inputGradient));
  }

  PlannedLayer layer() {
    return new PlannedLayer(output, outputGradient, forward, backward);
  }
}
