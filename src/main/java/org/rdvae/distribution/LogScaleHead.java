package org.rdvae.distribution;

import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * A head that gives the log of a scale s: ln s = max(middle + head, smallest). The smallest scale
 * keeps a lucky guess from steering the training by itself, and a density from growing without
 * bound; where ln s is held at it, no gradient reaches the head.
 *
 * @param middle ln s where the head is 0
 */
record LogScaleHead(double middle, double smallest) {

  double logScale(double head) {
    return Math.max(middle + head, smallest);
  }

  /** out = ln s. */
  List<Operation> logScale(Kernels kernels, Tensor head, Tensor out) {
    return List.of(
        kernels.shift(head, kernels.scalar(middle), out),
        kernels.atLeast(out, kernels.scalar(smallest), out));
  }

  /** out = factor / s. */
  List<Operation> inverse(Kernels kernels, Tensor head, double factor, Tensor out) {
    double logFactor = Math.log(factor);
    return List.of(
        kernels.scale(head, kernels.scalar(-1), out),
        kernels.shift(out, kernels.scalar(logFactor - middle), out),
        kernels.atMost(out, kernels.scalar(logFactor - smallest), out),
        kernels.exp(out, out));
  }

  /** out = 1 where the head moves ln s, and 0 where it is held. */
  Operation isFree(Kernels kernels, Tensor head, Tensor out) {
    return kernels.isAbove(head, kernels.scalar(smallest - middle), out);
  }
}
