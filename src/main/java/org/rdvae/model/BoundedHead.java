package org.rdvae.model;

import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * A log standard deviation that a network gives, held within ±5 by b = 5 tanh(a / 5), which near 0
 * changes nothing; by a: 1 − (b / 5)². One level's deviation scales what the networks of the next
 * one read, so that without a bound the exponentials of several levels stand upon one another and
 * overflow before anything is learned. The code of Vahdat and Kautz's NVAE, arXiv:2007.03898, holds
 * its normals so; section 3.2 there is on what else is unbounded in deep hierarchies.
 */
final class BoundedHead {
  private static final Operation[] NOTHING = {};
  private static final double BOUND = 5;

  private final Tensor value;
  private final Tensor gradient;
  private final Operation[] forward;
  private final Operation[] backward;

  /**
   * @param head a
   * @param headGradient where the gradient by a goes; {@code null} without a backward pass
   */
  BoundedHead(Kernels kernels, Tensor head, Tensor headGradient) {
    value = kernels.tensor(head.rows(), head.columns());
    Scalar bound = kernels.scalar(BOUND);
    Scalar share = kernels.scalar(1 / BOUND);
    forward =
        new Operation[] {
          kernels.scale(head, share, value),
          kernels.tanh(value, value),
          kernels.scale(value, bound, value),
        };
    gradient = headGradient == null ? null : kernels.tensor(head.rows(), head.columns());
    backward =
        headGradient == null
            ? NOTHING
            : new Operation[] {
              kernels.scale(value, share, headGradient),
              kernels.square(headGradient, headGradient),
              kernels.multiply(headGradient, gradient, headGradient),
              kernels.subtract(gradient, headGradient, headGradient),
            };
  }

  void forward() {
    Operation.runAll(forward);
  }

  void backward() {
    Operation.runAll(backward);
  }

  /** b. */
  Tensor value() {
    return value;
  }

  /** Where the gradient by b must be before {@link #backward}. */
  Tensor gradient() {
    return gradient;
  }
}
