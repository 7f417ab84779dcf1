package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * Divisive normalisation as operations on fixed tensors, rows being places of examples.
 *
 * <pre>
 * forward   n = β + |x| γ                y = x / n                    y = x n
 * backward                               dx = dy / n, dn = -dx y      dx = dy n, dn = dy x
 *           dγ = |x|ᵀ dn;  dβ = sum of the rows of dn;  dx += sign(x) (dn γᵀ);  db = 2 b dβ, dc = 2 c dγ
 * </pre>
 */
final class PlannedDivisiveNormalization {
  /** What keeps the norm above 0. */
  static final double LEAST = 1e-6;

  private final LayerPlace place;
  private final Kernels kernels;
  private final boolean inverse;
  private final Tensor x;
  private final Tensor magnitude;
  private final Tensor norm;
  private final Tensor weight;
  private final Tensor y;
  private final Tensor outputGradient;
  private final List<Operation> forward = new ArrayList<>();
  private final List<Operation> backward = new ArrayList<>();

  PlannedDivisiveNormalization(LayerPlace place, boolean inverse) {
    this.place = place;
    this.inverse = inverse;
    kernels = place.kernels();
    x = rows(place.input());
    magnitude = rows(place.tensor(place.shape()));
    norm = rows(place.tensor(place.shape()));
    y = place.tensor(place.shape());
    outputGradient = place.gradientTensor(place.shape());
    int channels = place.shape().channels();
    weight = kernels.tensor(channels, channels);
    Tensor offset = kernels.tensor(1, channels);
    forward.add(kernels.square(place.value("root-weight"), weight));
    forward.add(kernels.square(place.value("root-offset"), offset));
    forward.add(kernels.shift(offset, kernels.scalar(LEAST), offset));
    forward.add(kernels.absolute(x, magnitude));
    forward.add(kernels.multiplyMatrices(magnitude, false, weight, false, norm));
    forward.add(kernels.addRow(norm, offset, norm));
    forward.add(inverse ? kernels.multiply(x, norm, rows(y)) : kernels.divide(x, norm, rows(y)));
    if (place.training()) {
      normalizationBackward();
    }
  }

  private Tensor rows(Tensor tensor) {
    return place.byPlaces(tensor, place.shape());
  }

  private void normalizationBackward() {
    Tensor gradient = rows(outputGradient);
    Tensor byNorm = rows(y);
    // -dn of the division: its sign goes into the parameters' factor and the last subtraction.
    Scalar factor = kernels.scalar(inverse ? 2 : -2);
    if (inverse) {
      backward.add(kernels.multiply(gradient, x, byNorm));
      backward.add(kernels.multiply(gradient, norm, gradient));
    } else {
      backward.add(kernels.divide(gradient, norm, gradient));
      backward.add(kernels.multiply(gradient, byNorm, byNorm));
    }
    Tensor rootWeight = place.value("root-weight");
    Tensor weightGradient = place.gradient("root-weight");
    backward.add(kernels.multiplyMatrices(magnitude, true, byNorm, false, weightGradient));
    backward.add(kernels.multiply(weightGradient, rootWeight, weightGradient));
    backward.add(kernels.scale(weightGradient, factor, weightGradient));
    Tensor offsetGradient = place.gradient("root-offset");
    backward.add(kernels.sumRows(byNorm, offsetGradient));
    backward.add(kernels.multiply(offsetGradient, place.value("root-offset"), offsetGradient));
    backward.add(kernels.scale(offsetGradient, factor, offsetGradient));
    if (place.inputGradient() == null) {
      return;
    }
    Tensor toInput = rows(place.inputGradient());
    backward.add(kernels.multiplyMatrices(byNorm, false, weight, true, norm));
    backward.add(kernels.sign(x, magnitude));
    backward.add(kernels.multiply(norm, magnitude, norm));
    backward.add(
        inverse ? kernels.add(gradient, norm, toInput) : kernels.subtract(gradient, norm, toInput));
  }

  PlannedLayer layer() {
    return new PlannedLayer(y, outputGradient, forward, backward);
  }
}
