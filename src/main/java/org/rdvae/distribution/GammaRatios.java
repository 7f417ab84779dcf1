package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * Plans log Γ(a + m) − log Γ(a) and its derivative by a, ψ(a + m) − ψ(a), for positive a and m of
 * at least 0. Both are taken as one, because their two parts agree in most digits. With six steps
 * of the recurrence, y = a + 6 and w = a + m + 6,
 *
 * <pre>
 * log Γ(a+m) − log Γ(a) = (y − ½) log(w / y) + m (log w − 1) + s(w) − s(y)
 *                         − log Π (a + m + k) / (a + k)                        k = 0 .. 5
 * ψ(a+m) − ψ(a)         = log(w / y) + c(w) − c(y) + Σ m / ((a + k) (a + m + k))
 *
 * s(y) = 1 / 12y − 1 / 360y³ + 1 / 1260y⁵
 * c(y) = −1 / 2y − 1 / 12y² + 1 / 120y⁴ − 1 / 252y⁶
 * </pre>
 *
 * which is right to 3e-9. The library's own digamma takes ten times as long. Stirling's series:
 * Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.40 and 6.3.18.
 */
final class GammaRatios {
  private static final int STEPS = 6;

  private final Kernels kernels;
  private final Scalar one;
  private final Tensor y;
  private final Tensor w;
  private final Tensor part;
  private final Tensor square;

  /** Scratch memory for matrices of this shape. */
  GammaRatios(Kernels kernels, int rows, int columns) {
    this.kernels = kernels;
    one = kernels.scalar(1);
    y = kernels.tensor(rows, columns);
    w = kernels.tensor(rows, columns);
    part = kernels.tensor(rows, columns);
    square = kernels.tensor(rows, columns);
  }

  /** out = log Γ(a + m) − log Γ(a); none of the three may be another. */
  List<Operation> logGamma(Tensor a, Tensor m, Tensor out) {
    List<Operation> operations = new ArrayList<>();
    operations.add(kernels.copy(a, y));
    operations.add(kernels.add(a, m, w));
    for (int k = 0; k < STEPS; k++) {
      operations.add(kernels.divide(y, w, k == 0 ? out : part));
      if (k > 0) {
        operations.add(kernels.multiply(out, part, out));
      }
      operations.add(kernels.shift(y, one, y));
      operations.add(kernels.shift(w, one, w));
    }
    operations.add(kernels.log(out, out));
    // (y − ½) log(w / y)
    operations.add(kernels.divide(w, y, part));
    operations.add(kernels.log(part, part));
    operations.add(kernels.shift(y, kernels.scalar(-0.5), square));
    operations.add(kernels.multiply(part, square, part));
    operations.add(kernels.add(out, part, out));
    // m (log w − 1)
    operations.add(kernels.log(w, part));
    operations.add(kernels.shift(part, kernels.scalar(-1), part));
    operations.add(kernels.multiply(part, m, part));
    operations.add(kernels.add(out, part, out));
    double[] series = {1.0 / 12, -1.0 / 360, 1.0 / 1260};
    addSeries(operations, w, series, true, out);
    addSeries(operations, y, series, false, out);
    return operations;
  }

  /** out = ψ(a + m) − ψ(a); none of the three may be another. */
  List<Operation> digamma(Tensor a, Tensor m, Tensor out) {
    List<Operation> operations = new ArrayList<>();
    operations.add(kernels.copy(a, y));
    operations.add(kernels.add(a, m, w));
    for (int k = 0; k < STEPS; k++) {
      operations.add(kernels.multiply(y, w, part));
      operations.add(kernels.divide(m, part, k == 0 ? out : part));
      if (k > 0) {
        operations.add(kernels.add(out, part, out));
      }
      operations.add(kernels.shift(y, one, y));
      operations.add(kernels.shift(w, one, w));
    }
    operations.add(kernels.divide(w, y, part));
    operations.add(kernels.log(part, part));
    operations.add(kernels.add(out, part, out));
    // In powers of 1/y: 1, 2, 4, 6; so the first apart from those in its square.
    addInverse(operations, w, -0.5, out);
    addInverse(operations, y, 0.5, out);
    double[] series = {-1.0 / 12, 1.0 / 120, -1.0 / 252};
    addEvenSeries(operations, w, series, true, out);
    addEvenSeries(operations, y, series, false, out);
    return operations;
  }

  private void addInverse(List<Operation> operations, Tensor of, double factor, Tensor out) {
    operations.add(kernels.inverseRoot(of, part));
    operations.add(kernels.square(part, part));
    operations.add(kernels.scale(part, kernels.scalar(factor), part));
    operations.add(kernels.add(out, part, out));
  }

  /** Adds or subtracts Σ c_i / of^(2i+1). */
  private void addSeries(
      List<Operation> operations, Tensor of, double[] series, boolean plus, Tensor out) {
    inversesSquare(operations, of);
    polynomial(operations, series);
    operations.add(kernels.divide(part, of, part));
    operations.add(plus ? kernels.add(out, part, out) : kernels.subtract(out, part, out));
  }

  /** Adds or subtracts Σ c_i / of^(2i+2). */
  private void addEvenSeries(
      List<Operation> operations, Tensor of, double[] series, boolean plus, Tensor out) {
    inversesSquare(operations, of);
    polynomial(operations, series);
    operations.add(kernels.multiply(part, square, part));
    operations.add(plus ? kernels.add(out, part, out) : kernels.subtract(out, part, out));
  }

  private void inversesSquare(List<Operation> operations, Tensor of) {
    operations.add(kernels.inverseRoot(of, square));
    operations.add(kernels.square(square, square));
    operations.add(kernels.square(square, square));
  }

  /** part = Σ c_i square^i. */
  private void polynomial(List<Operation> operations, double[] series) {
    int last = series.length - 1;
    operations.add(kernels.scale(square, kernels.scalar(series[last]), part));
    for (int i = last - 1; i > 0; i--) {
      operations.add(kernels.shift(part, kernels.scalar(series[i]), part));
      operations.add(kernels.multiply(part, square, part));
    }
    operations.add(kernels.shift(part, kernels.scalar(series[0]), part));
  }
}
