package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.LayerSpec.Dense;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * A fully connected layer as operations on fixed tensors.
 *
 * <pre>
 * forward   a = x W + b;  y = f(a)            gated: g = x V + c;  y = f(a) sigmoid(g)
 * backward  da = dy f'(a);  dW = x' da;  db = sum of da over rows;  dx = da W'
 *           gated: da = dy sigmoid(g) f'(a);  dg = dy y (1 - sigmoid(g));  dV, dc and a second part of dx from dg
 * </pre>
 *
 * The backward pass writes over dy, y and a; see {@link PlannedActivation}.
 */
public final class PlannedDense {
  private final Kernels kernels;
  private final String name;
  private final ParameterTensors parameters;
  private final Tensor input;
  private final Tensor inputGradient;
  private final Tensor output;
  private final Tensor outputGradient;
  private final List<Operation> forward = new ArrayList<>();
  private final List<Operation> backward = new ArrayList<>();

  /**
   * @param inputGradient where dx goes, shaped like {@code input}; {@code null} if nobody needs it
   * @param training whether to plan the backward pass
   */
  public PlannedDense(
      Kernels kernels,
      String name,
      Dense spec,
      ParameterTensors parameters,
      Tensor input,
      Tensor inputGradient,
      boolean training) {
    this.kernels = kernels;
    this.name = name;
    this.parameters = parameters;
    this.input = input;
    this.inputGradient = inputGradient;
    int rows = input.rows();
    int units = spec.units();
    Tensor sum = kernels.tensor(rows, units);
    Tensor activated =
        PlannedActivation.keepsInput(spec.activation()) ? kernels.tensor(rows, units) : sum;
    output = spec.gated() ? kernels.tensor(rows, units) : activated;
    outputGradient = training ? kernels.tensor(rows, units) : null;

    linear("weight", "bias", sum);
    PlannedActivation activation =
        PlannedActivation.plan(kernels, spec.activation(), sum, activated, outputGradient);
    forward.addAll(activation.forward());
    Tensor gate = spec.gated() ? gateForward(activated) : null;
    if (training) {
      if (spec.gated()) {
        gateBackward(gate);
      }
      backward.addAll(activation.backward());
      linearBackward("weight", "bias", outputGradient, inputGradient);
      if (spec.gated()) {
        // After gateBackward, output holds dg.
        Tensor secondPart = inputGradient == null ? null : kernels.tensor(rows, input.columns());
        linearBackward("gate-weight", "gate-bias", output, secondPart);
        if (inputGradient != null) {
          backward.add(kernels.add(inputGradient, secondPart, inputGradient));
        }
      }
    }
  }

  private void linear(String weight, String bias, Tensor sum) {
    forward.add(kernels.multiplyMatrices(input, false, value(weight), false, sum));
    forward.add(kernels.addRow(sum, value(bias), sum));
  }

  private void linearBackward(String weight, String bias, Tensor gradient, Tensor toInput) {
    backward.add(
        kernels.multiplyMatrices(
            input, true, gradient, false, parameters.gradient(name + "." + weight)));
    backward.add(kernels.sumRows(gradient, parameters.gradient(name + "." + bias)));
    if (toInput != null) {
      backward.add(kernels.multiplyMatrices(gradient, false, value(weight), true, toInput));
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

  private Tensor value(String parameter) {
    return parameters.value(name + "." + parameter);
  }

  public Tensor output() {
    return output;
  }

  /** Where the layer after this one leaves the gradient of the loss by the output. */
  public Tensor outputGradient() {
    return outputGradient;
  }

  Tensor inputGradient() {
    return inputGradient;
  }

  public List<Operation> forward() {
    return forward;
  }

  public List<Operation> backward() {
    return backward;
  }
}
