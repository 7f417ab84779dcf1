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

/** A prior planned on tensors of its own, with all that a training step would give it. */
final class PriorPlan implements AutoCloseable {
  static final String NAME = "prior.";
  private static final int VALUES = 5;

  final ParameterLayout layout;
  final ParameterTensors parameters;
  final Tensor z;
  final Tensor weights;
  final Tensor zGradient;
  final List<Tensor> pseudoHeads = new ArrayList<>();
  final List<Tensor> pseudoHeadGradients = new ArrayList<>();
  final PlannedPrior planned;
  private final Kernels kernels;

  PriorPlan(Precision precision, Prior prior, int rows, int latents, boolean training) {
    kernels = TestDevice.CPU.kernels(precision);
    layout = layout(prior, latents);
    parameters = layout.size() == 0 ? null : new ParameterTensors(kernels, layout, training);
    z = kernels.tensor(rows, latents);
    weights = kernels.tensor(rows, 1);
    zGradient = kernels.tensor(rows, latents);
    for (int head = 0; head < 2 && prior.pseudoInputs() > 0; head++) {
      pseudoHeads.add(kernels.tensor(prior.pseudoInputs(), latents));
      pseudoHeadGradients.add(kernels.tensor(prior.pseudoInputs(), latents));
    }
    planned =
        prior.plan(
            new PriorPlace(
                kernels,
                NAME,
                new DiagonalGaussianPosterior(),
                parameters,
                z,
                pseudoHeads,
                training
                    ? new PriorPlace.Training(weights, zGradient, pseudoHeadGradients)
                    : null));
  }

  static ParameterLayout layout(Prior prior, int latents) {
    return new ParameterLayout(prior.parameters(NAME, latents, VALUES));
  }

  double[] logDensities() {
    planned.logDensity();
    return TensorValues.read(planned.logDensities());
  }

  @Override
  public void close() {
    kernels.close();
  }
}
