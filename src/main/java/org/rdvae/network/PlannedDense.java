package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * A fully connected layer as operations on fixed tensors.
 *
 * <pre>
 * forward   a = x W + b;  y = f(a)            gated: g = x V + c;  y = f(a) sigmoid(g)
 * backward  da = dy f'(a);  dW = x' da;  db = sum of da over rows;  dx = da W'
 *           gated: da = dy sigmoid(g) f'(a);  dg = dy y (1 - sigmoid(g));
 *                  dV, dc and a second part of dx from dg
 * </pre>
 *
 * The backward pass writes over dy, y and a; see {@link PlannedActivation}.
 */
final class PlannedDense {
  private final Kernels kernels;
  private final LayerPlace place;
  private final Tensor output;
  private final Tensor outputGradient;
  private final List<Operation> forward = new ArrayList<>();
  private final List<Operation> backward = new ArrayList<>();

  PlannedDense(LayerPlace place, Dense spec) {
    this.place = place;
    kernels = place.kernels();
    FeatureShape shape = FeatureShape.flat(spec.units());
    Tensor sum = place.tensor(shape);
    Tensor activated = PlannedActivation.keepsInput(spec.activation()) ? place.tensor(shape) : sum;
    output = spec.gated() ? place.tensor(shape) : activated;
    outputGradient = place.gradientTensor(shape);

    linear("weight", "bias", sum);
    PlannedActivation activation =
        PlannedActivation.plan(kernels, spec.activation(), sum, activated, outputGradient);
    forward.addAll(activation.forward());
    Tensor gate = spec.gated() ? gateForward(activated) : null;
    if (place.training()) {
      if (spec.gated()) {
        gateBackward(gate);
      }
      backward.addAll(activation.backward());
      Tensor inputGradient = place.inputGradient();
      linearBackward("weight", "bias", outputGradient, inputGradient);
      if (spec.gated()) {
        // After gateBackward, output holds dg.
        Tensor secondPart = inputGradient == null ? null : place.tensor(place.shape());
        linearBackward("gate-weight", "gate-bias", output, secondPart);
        if (inputGradient != null) {
          backward.add(kernels.add(inputGradient, secondPart, inputGradient));
        }
      }
    }
  }

  private void linear(String weight, String bias, Tensor sum) {
    forward.add(kernels.multiplyMatrices(place.input(), false, place.value(weight), false, sum));
    forward.add(kernels.addRow(sum, place.value(bias), sum));
  }

  private void linearBackward(String weight, String bias, Tensor gradient, Tensor toInput) {
    backward.add(
        kernels.multiplyMatrices(place.input(), true, gradient, false, place.gradient(weight)));
    backward.add(kernels.sumRows(gradient, place.gradient(bias)));
    if (toInput != null) {
      backward.add(kernels.multiplyMatrices(gradient, false, place.value(weight), true, toInput));
    }
  }

  private Tensor gateForward(Tensor activated) {
    Tensor gate = kernels.tensor(output.rows(), output.columns());
    linear("gate-weight", "gate-bias", gate);
    forward.addAll(PlannedActivation.sigmoid(kernels, gate, gate));
    forward.add(kernels.multiply(activated, gate, output));
    return gate;
  }

  /** Leaves dy sigmoid(g) in the output's gradient and dg in the output. */
  private void gateBackward(Tensor gate) {
    backward.add(kernels.multiply(outputGradient, output, output));
    backward.add(kernels.multiply(outputGradient, gate, outputGradient));
    backward.add(kernels.scale(gate, kernels.scalar(-1), gate));
    backward.add(kernels.shift(gate, kernels.scalar(1), gate));
    backward.add(kernels.multiply(output, gate, output));
  }

  PlannedLayer layer() {
    return new PlannedLayer(output, outputGradient, forward, backward);
  }
}
