package org.rdvae.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;
import org.rdvae.training.TrainingSettings.Optimizer;

/**
 * The gradient of a step on a device: its norm, and what an optimiser is given of it.
 *
 * <pre>
 * n  = |g|                                  of the whole gradient
 * c  = min(1, clip norm / n)                1 without clipping
 * g' = c g                                  all but AdamNormGrad
 * g' = g_i / (|g_i| + 1e-7 / c)             AdamNormGrad, for each parameter tensor
 * </pre>
 *
 * <p>The norm stays on the device unless it is asked for. What keeps a gradient that cannot be used
 * from passing unseen until then is {@link #spoil}.
 */
final class DeviceGradient {
  private final Kernels kernels;
  private final Tensor given;
  private final int[] ends;
  private final Tensor squaredNorm;
  private final Tensor norm;
  private final Tensor spoil;
  private final List<Operation> measuring = new ArrayList<>();
  private final List<Operation> scaling = new ArrayList<>();
  private final Tensor scaled;

  /**
   * @param ends where each trained tensor ends in the flat vector
   * @param gradients begins with those of the trained values; never changed
   */
  DeviceGradient(Kernels kernels, TrainingSettings settings, int[] ends, Tensor gradients) {
    this.kernels = kernels;
    this.ends = ends.clone();
    int size = ends[ends.length - 1];
    given = kernels.view(gradients, 0, 1, size);
    boolean byTensors = settings.optimizer() instanceof Optimizer.AdamNormGrad;
    boolean clips = settings.clipNorm() > 0;
    squaredNorm = kernels.tensor(1, 1);
    norm = kernels.tensor(1, 1);
    spoil = kernels.tensor(1, 1);
    Tensor squares = byTensors ? measureTensors() : null;
    measuring.add(
        byTensors
            ? kernels.sumColumns(squares, squaredNorm)
            : kernels.multiplyMatrices(given, false, given, true, squaredNorm));
    if (clips || settings.skipNormFactor() > 0) {
      measuring.add(kernels.root(squaredNorm, norm));
    }
    // Overflows where the gradient is too large; the product of 0 and what is no number is none.
    double room = Float.MAX_VALUE / (Parameters.MOST_NORM * Parameters.MOST_NORM);
    measuring.add(kernels.scale(squaredNorm, kernels.scalar(room), spoil));
    measuring.add(kernels.scale(spoil, kernels.scalar(0), spoil));

    scaled = clips || byTensors ? kernels.tensor(1, size) : given;
    Tensor factor = clips ? clip(settings.clipNorm()) : null;
    if (byTensors) {
      divideTensors(squares, factor);
    } else if (clips) {
      scaling.add(kernels.scale(given, kernels.scalar(factor), scaled));
    }
  }

  private int begin(int tensor) {
    return tensor == 0 ? 0 : ends[tensor - 1];
  }

  private Tensor part(Tensor of, int tensor) {
    return kernels.view(of, begin(tensor), 1, ends[tensor] - begin(tensor));
  }

  private Tensor measureTensors() {
    Tensor squares = kernels.tensor(1, ends.length);
    for (int tensor = 0; tensor < ends.length; tensor++) {
      Tensor part = part(given, tensor);
      Tensor square = kernels.view(squares, tensor, 1, 1);
      measuring.add(kernels.multiplyMatrices(part, false, part, true, square));
    }
    return squares;
  }

  /** Where the norm is 0 the quotient is infinite, and less than that is taken. */
  private Tensor clip(double clipNorm) {
    Tensor factor = kernels.tensor(1, 1);
    Tensor most = filled(1, clipNorm);
    scaling.add(kernels.divide(most, norm, factor));
    scaling.add(kernels.atMost(factor, kernels.scalar(1), factor));
    return factor;
  }

  private void divideTensors(Tensor squares, Tensor factor) {
    Scalar smallest = kernels.scalar(AdamNormGrad.SMALLEST);
    if (factor != null) {
      Tensor quotient = kernels.tensor(1, 1);
      scaling.add(kernels.divide(filled(1, AdamNormGrad.SMALLEST), factor, quotient));
      smallest = kernels.scalar(quotient);
    }
    Tensor factors = kernels.tensor(1, ends.length);
    scaling.add(kernels.root(squares, factors));
    scaling.add(kernels.shift(factors, smallest, factors));
    scaling.add(kernels.divide(filled(ends.length, 1), factors, factors));
    for (int tensor = 0; tensor < ends.length; tensor++) {
      Scalar ofTensor = kernels.scalar(kernels.view(factors, tensor, 1, 1));
      scaling.add(kernels.scale(part(given, tensor), ofTensor, part(scaled, tensor)));
    }
  }

  private Tensor filled(int columns, double value) {
    Tensor row = kernels.tensor(1, columns);
    double[] values = new double[columns];
    Arrays.fill(values, value);
    row.write(values);
    return row;
  }

  /** What measures the gradient. */
  List<Operation> measuring() {
    return measuring;
  }

  /** What then scales it, if it is to be used. */
  List<Operation> scaling() {
    return scaling;
  }

  /** What the optimiser is given. */
  Tensor scaled() {
    return scaled;
  }

  /** Number of values. */
  int size() {
    return ends[ends.length - 1];
  }

  /** The norm of the whole gradient, before clipping, on the device; with clipping or the rule. */
  Tensor norm() {
    return norm;
  }

  /**
   * A number on the device: 0 if the gradient is sound ({@link Parameters#isSound}), or else none.
   * Added to what an update depends on, it changes nothing, or spoils all parameters for good, so
   * that whoever looks at them later finds out.
   */
  Scalar spoil() {
    return kernels.scalar(spoil);
  }

  /** The norm, read from the device. */
  double readNorm() {
    return Math.sqrt(squaredNorm.get(0));
  }
}
