package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * An elementwise function y = f(x) and its derivative as operations on fixed tensors, in forms that
 * neither overflow nor turn into NaN for large |x|; the formulas stand in {@link
 * ActivationReference}.
 *
 * <p>The backward operations multiply the gradient in place by f'(x), and use up y and x for it: by
 * then the layer after this one has read y for the last time.
 */
final class PlannedActivation {
  private final Kernels kernels;
  private final Tensor x;
  private final Tensor y;
  private final List<Operation> forward = new ArrayList<>();
  private final List<Operation> backward = new ArrayList<>();

  private PlannedActivation(Kernels kernels, Tensor x, Tensor y) {
    this.kernels = kernels;
    this.x = x;
    this.y = y;
  }

  /** Whether the derivative needs x beside y, so that the two must be different tensors. */
  static boolean keepsInput(Activation activation) {
    return activation == Activation.SILU || activation == Activation.GELU;
  }

  /** Plans f on x into y, and the multiplication of {@code gradient} by f'(x). */
  static PlannedActivation plan(
      Kernels kernels, Activation activation, Tensor x, Tensor y, Tensor gradient) {
    PlannedActivation planned = new PlannedActivation(kernels, x, y);
    planned.addForward(activation);
    if (gradient != null && activation != Activation.IDENTITY) {
      planned.addDerivative(activation);
      planned.backward.add(kernels.multiply(gradient, y, gradient));
    }
    return planned;
  }

  List<Operation> forward() {
    return forward;
  }

  List<Operation> backward() {
    return backward;
  }

  private void addForward(Activation activation) {
    switch (activation) {
      case IDENTITY -> {}
      case RELU -> forward.add(kernels.atLeast(x, number(0), y));
      case LEAKY_RELU -> leakyRelu();
      case ELU -> elu();
      case TANH -> forward.add(kernels.tanh(x, y));
      case SIGMOID -> forward.addAll(sigmoid(kernels, x, y));
      case SOFTPLUS -> softplus();
      case SILU -> {
        forward.addAll(sigmoid(kernels, x, y));
        forward.add(kernels.multiply(x, y, y));
      }
      case GELU -> {
        forward.addAll(normalCumulative(x, y));
        forward.add(kernels.multiply(x, y, y));
      }
    }
  }

  /** Leaves f'(x) in y. */
  private void addDerivative(Activation activation) {
    switch (activation) {
      case IDENTITY -> throw new IllegalStateException("the identity needs no derivative");
      case RELU -> backward.add(kernels.isAbove(y, number(0), y));
      case LEAKY_RELU -> {
        backward.add(kernels.isAbove(y, number(0), y));
        affine(backward, y, 1 - ActivationReference.LEAK, ActivationReference.LEAK);
      }
      case ELU -> {
        // f'(x) = exp(x) = f(x) + 1 below zero.
        backward.add(kernels.atMost(y, number(0), y));
        backward.add(kernels.shift(y, number(1), y));
      }
      case TANH -> {
        backward.add(kernels.multiply(y, y, y));
        affine(backward, y, -1, 1);
      }
      case SIGMOID -> {
        Tensor complement = kernels.tensor(y.rows(), y.columns());
        backward.add(kernels.scale(y, number(-1), complement));
        backward.add(kernels.shift(complement, number(1), complement));
        backward.add(kernels.multiply(y, complement, y));
      }
      case SOFTPLUS -> {
        // f'(x) = sigmoid(x) = 1 - exp(-f(x)).
        backward.add(kernels.scale(y, number(-1), y));
        backward.add(kernels.exp(y, y));
        affine(backward, y, -1, 1);
      }
      case SILU -> {
        // f'(x) = s + f(x) (1 - s), s = sigmoid(x).
        Tensor gate = kernels.tensor(y.rows(), y.columns());
        backward.addAll(sigmoid(kernels, x, gate));
        backward.add(kernels.multiply(y, gate, x));
        backward.add(kernels.subtract(y, x, y));
        backward.add(kernels.add(y, gate, y));
      }
      case GELU -> {
        // f'(x) = P + x p, P the normal cumulative distribution at x, p its density.
        Tensor density = kernels.tensor(y.rows(), y.columns());
        backward.add(kernels.multiply(x, x, density));
        backward.add(kernels.scale(density, number(-0.5), density));
        backward.add(kernels.exp(density, density));
        backward.add(kernels.scale(density, number(1 / Math.sqrt(2 * Math.PI)), density));
        backward.add(kernels.multiply(x, density, density));
        backward.addAll(normalCumulative(x, y));
        backward.add(kernels.add(y, density, y));
      }
    }
  }

  private void leakyRelu() {
    // max(x, 0) + leak min(x, 0)
    Tensor below = kernels.tensor(x.rows(), x.columns());
    forward.add(kernels.atMost(x, number(0), below));
    forward.add(kernels.scale(below, number(ActivationReference.LEAK), below));
    forward.add(kernels.atLeast(x, number(0), y));
    forward.add(kernels.add(y, below, y));
  }

  private void elu() {
    // max(x, 0) + exp(min(x, 0)) - 1
    Tensor below = kernels.tensor(x.rows(), x.columns());
    forward.add(kernels.atMost(x, number(0), below));
    forward.add(kernels.exp(below, below));
    forward.add(kernels.shift(below, number(-1), below));
    forward.add(kernels.atLeast(x, number(0), y));
    forward.add(kernels.add(y, below, y));
  }

  private void softplus() {
    // max(x, 0) + log(1 + exp(-|x|))
    Tensor tail = kernels.tensor(x.rows(), x.columns());
    forward.add(kernels.absolute(x, tail));
    forward.add(kernels.scale(tail, number(-1), tail));
    forward.add(kernels.exp(tail, tail));
    forward.add(kernels.shift(tail, number(1), tail));
    forward.add(kernels.log(tail, tail));
    forward.add(kernels.atLeast(x, number(0), y));
    forward.add(kernels.add(y, tail, y));
  }

  /** sigmoid(x) = 1/2 + 1/2 tanh(x / 2): several times faster here than the library's sigmoid. */
  static List<Operation> sigmoid(Kernels kernels, Tensor x, Tensor out) {
    Scalar half = kernels.scalar(0.5);
    return List.of(
        kernels.scale(x, half, out),
        kernels.tanh(out, out),
        kernels.scale(out, half, out),
        kernels.shift(out, half, out));
  }

  private List<Operation> normalCumulative(Tensor in, Tensor out) {
    return List.of(
        kernels.scale(in, number(Math.sqrt(0.5)), out),
        kernels.erf(out, out),
        kernels.scale(out, number(0.5), out),
        kernels.shift(out, number(0.5), out));
  }

  private void affine(List<Operation> operations, Tensor tensor, double factor, double summand) {
    operations.add(kernels.scale(tensor, number(factor), tensor));
    operations.add(kernels.shift(tensor, number(summand), tensor));
  }

  private Scalar number(double value) {
    return kernels.scalar(value);
  }
}
