package org.rdvae.distribution;

import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Plans −log P of 8-bit levels as bins of logistic distributions, and its derivatives, elementwise.
 * With a, b and δ of {@link DiscretizedLogistic} and t = tanh of half of each,
 *
 * <pre>
 * −log P    = max(−a, 0) + max(b, 0) + log(2 (1 + t_δ) / ((1 + |t_a|) (1 + |t_b|) t_δ))
 * by μ      = ((1 − t_a) − (1 + t_b)) / 2s
 * by ln s   = a/2 (1 − t_a) − b/2 (1 + t_b) + δ/2 / t_δ − δ/2
 * </pre>
 *
 * which need no exponential and one logarithm. An open bin has its end at 1e9 and its width is 1e9:
 * there all its terms are what they should be, namely none.
 */
final class LogisticBins {
  private static final double FAR = 1e9;

  /**
   * Below it y / tanh(y) is 1 to ten digits, and in double precision the library's tanh, exact to
   * 1e-16 only, would lose more. It also keeps 0 / 0 out of flat distributions.
   */
  static final double TANH_IS_LINEAR = 1e-5;

  private final Kernels kernels;
  private final Tensor a;
  private final Tensor b;
  private final Tensor halfWidth;
  private final Tensor tanhA;
  private final Tensor tanhB;
  private final Tensor scratch;

  /** For matrices of this shape. */
  LogisticBins(Kernels kernels, int rows, int columns) {
    this.kernels = kernels;
    a = kernels.tensor(rows, columns);
    b = kernels.tensor(rows, columns);
    halfWidth = kernels.tensor(rows, columns);
    tanhA = kernels.tensor(rows, columns);
    tanhB = kernels.tensor(rows, columns);
    scratch = kernels.tensor(rows, columns);
  }

  /**
   * Finds a/2, b/2 and δ/2, which the other two go by.
   *
   * @param halfInverse 1 / 2s
   */
  List<Operation> ends(Tensor x, Tensor mean, Tensor halfInverse) {
    double highest = (DiscretizedLogistic.HIGHEST - 0.5) / DiscretizedLogistic.HIGHEST;
    return List.of(
        kernels.subtract(x, mean, a),
        kernels.multiply(a, halfInverse, a),
        kernels.scale(halfInverse, kernels.scalar(DiscretizedLogistic.HALF_BIN), halfWidth),
        kernels.subtract(a, halfWidth, b),
        kernels.add(a, halfWidth, a),
        kernels.scale(halfWidth, kernels.scalar(2), halfWidth),
        kernels.isAbove(x, kernels.scalar(highest), scratch),
        kernels.scale(scratch, kernels.scalar(FAR), scratch),
        kernels.add(a, scratch, a),
        kernels.add(halfWidth, scratch, halfWidth),
        kernels.isAbove(x, kernels.scalar(DiscretizedLogistic.HALF_BIN), scratch),
        kernels.shift(scratch, kernels.scalar(-1), scratch),
        kernels.scale(scratch, kernels.scalar(FAR), scratch),
        kernels.add(b, scratch, b),
        kernels.subtract(halfWidth, scratch, halfWidth),
        kernels.tanh(a, tanhA),
        kernels.tanh(b, tanhB));
  }

  /** out = −log P. */
  List<Operation> cost(Tensor out) {
    return List.of(
        // out = t_δ, at any width
        kernels.atLeast(halfWidth, kernels.scalar(TANH_IS_LINEAR), scratch),
        kernels.tanh(scratch, out),
        kernels.divide(out, scratch, out),
        kernels.multiply(out, halfWidth, out),
        // scratch = (1 + t_δ) / t_δ
        kernels.shift(out, kernels.scalar(1), scratch),
        kernels.divide(scratch, out, scratch),
        kernels.absolute(tanhA, out),
        kernels.shift(out, kernels.scalar(1), out),
        kernels.divide(scratch, out, scratch),
        kernels.absolute(tanhB, out),
        kernels.shift(out, kernels.scalar(1), out),
        kernels.divide(scratch, out, out),
        kernels.scale(out, kernels.scalar(2), out),
        kernels.log(out, out),
        kernels.atMost(a, kernels.scalar(0), scratch),
        kernels.scale(scratch, kernels.scalar(-2), scratch),
        kernels.add(out, scratch, out),
        kernels.atLeast(b, kernels.scalar(0), scratch),
        kernels.scale(scratch, kernels.scalar(2), scratch),
        kernels.add(out, scratch, out));
  }

  /** The derivatives of −log P by μ and ln s; the ends are used up. */
  List<Operation> slopes(Tensor halfInverse, Tensor byMean, Tensor byLogScale) {
    return List.of(
        // δ/2 / t_δ − δ/2
        kernels.atLeast(halfWidth, kernels.scalar(TANH_IS_LINEAR), scratch),
        kernels.tanh(scratch, byLogScale),
        kernels.divide(scratch, byLogScale, byLogScale),
        kernels.subtract(byLogScale, halfWidth, byLogScale),
        kernels.scale(tanhA, kernels.scalar(-1), tanhA),
        kernels.shift(tanhA, kernels.scalar(1), tanhA),
        kernels.shift(tanhB, kernels.scalar(1), tanhB),
        kernels.subtract(tanhA, tanhB, byMean),
        kernels.multiply(byMean, halfInverse, byMean),
        kernels.multiply(a, tanhA, a),
        kernels.add(byLogScale, a, byLogScale),
        kernels.multiply(b, tanhB, b),
        kernels.subtract(byLogScale, b, byLogScale));
  }
}
