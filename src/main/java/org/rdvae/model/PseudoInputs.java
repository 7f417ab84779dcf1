package org.rdvae.model;

import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * Images that a prior learns and the encoder sees in every step, below those of the batch:
 *
 * <pre>
 * images [batch, values]
 * min(max(u, 0), 1) [pseudoInputs, values]      by u: 0 outside of 0 to 1
 * </pre>
 *
 * <p>In one pass, because a layer's gradients are those of one pass. Tomczak and Welling, VAE with
 * a VampPrior, AISTATS 2018, arXiv:1705.07120.
 */
final class PseudoInputs {
  private final Tensor all;
  private final Tensor allGradient;
  private final Tensor images;
  private final Operation[] forward;
  private final Operation[] backward;

  PseudoInputs(Kernels kernels, Architecture architecture, ParameterTensors parameters, int batch) {
    int values = architecture.pixels();
    int count = architecture.prior().pseudoInputs();
    all = kernels.tensor(batch + count, values);
    allGradient = kernels.tensor(batch + count, values);
    images = kernels.view(all, 0, batch, values);
    long below = images.size();
    Tensor seen = kernels.view(all, below, count, values);
    Tensor seenGradient = kernels.view(allGradient, below, count, values);
    Tensor learned = parameters.value(Architecture.PSEUDO_INPUTS);
    Tensor gradient = parameters.gradient(Architecture.PSEUDO_INPUTS);
    Tensor mask = kernels.tensor(count, values);
    Scalar zero = kernels.scalar(0);
    Scalar one = kernels.scalar(1);
    forward =
        new Operation[] {
          kernels.atLeast(learned, zero, seen), kernels.atMost(seen, one, seen),
        };
    backward =
        new Operation[] {
          kernels.isAbove(learned, zero, mask),
          kernels.multiply(seenGradient, mask, gradient),
          kernels.isAbove(learned, one, mask),
          kernels.multiply(gradient, mask, mask),
          kernels.subtract(gradient, mask, gradient),
        };
  }

  /** What the encoder reads, shape [batch + pseudoInputs, values]. */
  Tensor all() {
    return all;
  }

  /** Where the encoder leaves the gradient by {@link #all}. */
  Tensor allGradient() {
    return allGradient;
  }

  /** The batch's part. */
  Tensor images() {
    return images;
  }

  void forward() {
    Operation.runAll(forward);
  }

  void backward() {
    Operation.runAll(backward);
  }
}
