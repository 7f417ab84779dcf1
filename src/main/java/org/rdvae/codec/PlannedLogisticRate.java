package org.rdvae.codec;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * The gradient of the rate of rounded numbers under logistic distributions, as operations on fixed
 * tensors of one shape. With v = x − mean, t = 1 / s and the logistic function σ,
 *
 * <pre>
 * P           = σ(t (v + ½)) − σ(t (v − ½))
 * A, B        = tanh of half of those two arguments
 * d −log P/dv = t/2 (A + B)                                   d/dmean is its negative
 * d −log P/dlog s = −v t/2 (A + B) + t/2 (coth(t/2) − ½ (A − B))
 * </pre>
 *
 * <p>The logarithm's derivative has no quotient of small numbers, so that values far out are pulled
 * in like all others: with a normal distribution both parts of the quotient vanish there. In nats.
 * {@link LogisticRate} is the plain form.
 */
final class PlannedLogisticRate {
  private final Kernels kernels;
  private final Tensor v;
  private final Tensor logScale;
  private final Tensor byV;
  private final Tensor byLogScale;
  private final Tensor inverse;
  private final Tensor upper;
  private final Tensor lower;

  /**
   * @param byV where d/dv goes
   * @param byLogScale where d/dlog s goes
   */
  PlannedLogisticRate(Kernels kernels, Tensor v, Tensor logScale, Tensor byV, Tensor byLogScale) {
    this.kernels = kernels;
    this.v = v;
    this.logScale = logScale;
    this.byV = byV;
    this.byLogScale = byLogScale;
    inverse = kernels.tensor(v.rows(), v.columns());
    upper = kernels.tensor(v.rows(), v.columns());
    lower = kernels.tensor(v.rows(), v.columns());
  }

  List<Operation> gradient() {
    Scalar half = kernels.scalar(0.5);
    List<Operation> operations = new ArrayList<>();
    operations.add(kernels.scale(logScale, kernels.scalar(-1), inverse));
    operations.add(kernels.exp(inverse, inverse));
    operations.add(kernels.scale(inverse, half, inverse));
    end(operations, half, upper);
    end(operations, kernels.scalar(-0.5), lower);
    // From here on inverse is t/2.
    operations.add(kernels.add(upper, lower, byV));
    operations.add(kernels.multiply(byV, inverse, byV));
    operations.add(kernels.subtract(upper, lower, upper));
    operations.add(kernels.scale(upper, half, upper));
    operations.add(kernels.tanh(inverse, lower));
    operations.add(kernels.divide(inverse, lower, lower));
    operations.add(kernels.multiply(upper, inverse, upper));
    operations.add(kernels.subtract(lower, upper, byLogScale));
    operations.add(kernels.multiply(v, byV, upper));
    operations.add(kernels.subtract(byLogScale, upper, byLogScale));
    return operations;
  }

  private void end(List<Operation> operations, Scalar offset, Tensor out) {
    operations.add(kernels.shift(v, offset, out));
    operations.add(kernels.multiply(out, inverse, out));
    operations.add(kernels.tanh(out, out));
  }
}
