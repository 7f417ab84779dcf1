package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/**
 * A posterior planned on tensors of its own. Its numbers are the heads of all rows, head by head,
 * and behind them its own parameters.
 */
final class PosteriorPlan implements AutoCloseable {
  static final String NAME = "posterior.";

  final Kernels kernels;
  final List<Tensor> heads = new ArrayList<>();
  final List<Tensor> headGradients = new ArrayList<>();
  final Tensor weights;
  final SampledPosterior sampled;
  final ClosedFormPosterior rated;
  private final ParameterTensors parameters;

  /**
   * @param prior with which the rate is in closed form; {@code null} for log q at the sample
   */
  PosteriorPlan(
      Precision precision,
      Posterior posterior,
      int rows,
      int latents,
      RateGradient gradient,
      Prior prior) {
    kernels = TestDevice.CPU.kernels(precision);
    for (PosteriorHead head : posterior.heads(latents)) {
      heads.add(kernels.tensor(rows, head.units()));
      headGradients.add(kernels.tensor(rows, head.units()));
    }
    ParameterLayout layout = layout(posterior, latents);
    parameters = layout.size() == 0 ? null : new ParameterTensors(kernels, layout, true);
    weights = kernels.tensor(rows, 1);
    PosteriorPlace place =
        new PosteriorPlace(
            kernels,
            NAME,
            latents,
            parameters,
            heads,
            new PosteriorPlace.Training(headGradients, gradient, weights));
    sampled = prior == null ? posterior.planSampled(place) : null;
    rated = prior == null ? null : posterior.planClosedForm(place, prior);
  }

  static ParameterLayout layout(Posterior posterior, int latents) {
    return new ParameterLayout(posterior.parameters(NAME, latents));
  }

  static int numbers(Posterior posterior, int rows, int latents) {
    int units = posterior.heads(latents).stream().mapToInt(PosteriorHead::units).sum();
    return rows * units + layout(posterior, latents).size();
  }

  void write(double[] numbers) {
    int at = 0;
    for (Tensor head : heads) {
      for (int i = 0; i < head.size(); i++) {
        head.set(i, numbers[at++]);
      }
    }
    for (int i = 0; at < numbers.length; i++) {
      parameters.values().set(i, numbers[at++]);
    }
  }

  double[] gradients() {
    List<Double> all = new ArrayList<>();
    List<Tensor> tensors = new ArrayList<>(headGradients);
    if (parameters != null) {
      tensors.add(parameters.gradients());
    }
    for (Tensor tensor : tensors) {
      for (double value : TensorValues.read(tensor)) {
        all.add(value);
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public void close() {
    kernels.close();
  }
}
