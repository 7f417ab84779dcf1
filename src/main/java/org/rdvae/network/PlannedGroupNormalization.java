package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Group normalisation as operations on fixed tensors. A group of an example is h w pieces of c / g
 * neighbouring values, so an example is seen as a matrix of h w g pieces by c / g values; the means
 * of groups come from the sums of pieces by a product with a matrix M of zeros and ones, which goes
 * back over the pieces by its transpose.
 *
 * <pre>
 * forward   xhat = (x - mean(x)) / sqrt(var(x) + epsilon);  a = gain xhat + offset;  y = f(a)
 * backward  dgain, doffset = sums of da xhat, da over examples and places;  dxhat = gain da
 *           dx = (dxhat - mean(dxhat) - xhat mean(dxhat xhat)) / sqrt(var(x) + epsilon)
 * </pre>
 */
final class PlannedGroupNormalization {
  private final LayerPlace place;
  private final Kernels kernels;
  private final int groups;
  private final int pieces;
  private final int piece;
  private final Tensor membership;
  private final Tensor inverseDeviation;
  private final Tensor normalized;
  private final List<Operation> forward = new ArrayList<>();
  private final List<Operation> backward = new ArrayList<>();
  private final Tensor output;
  private final Tensor outputGradient;

  PlannedGroupNormalization(LayerPlace place, GroupNormalization spec) {
    this.place = place;
    kernels = place.kernels();
    groups = spec.groups();
    FeatureShape shape = place.shape();
    pieces = shape.places() * groups;
    piece = shape.channels() / groups;
    membership = kernels.tensor(pieces, groups);
    for (int i = 0; i < pieces; i++) {
      membership.set(i * groups + i % groups, 1);
    }
    inverseDeviation = kernels.tensor(place.batch() * pieces, 1);
    normalized = place.tensor(shape);
    Tensor sum = place.tensor(shape);
    output = PlannedActivation.keepsInput(spec.activation()) ? place.tensor(shape) : sum;
    outputGradient = place.gradientTensor(shape);
    normalize(spec.epsilon());
    Tensor a = place.byPlaces(sum, shape);
    forward.add(kernels.multiplyRow(place.byPlaces(normalized, shape), place.value("gain"), a));
    forward.add(kernels.addRow(a, place.value("offset"), a));
    PlannedActivation activation =
        PlannedActivation.plan(kernels, spec.activation(), sum, output, outputGradient);
    forward.addAll(activation.forward());
    if (place.training()) {
      backward.addAll(activation.backward());
      normalizationBackward();
    }
  }

  private void normalize(double epsilon) {
    Tensor squares = place.tensor(place.shape());
    Tensor mean = kernels.tensor(place.batch() * pieces, 1);
    meanOfGroups(forward, place.input(), -1, mean);
    forward.add(kernels.addColumn(byPieces(place.input()), mean, byPieces(normalized)));
    forward.add(kernels.square(normalized, squares));
    meanOfGroups(forward, squares, 1, inverseDeviation);
    forward.add(kernels.shift(inverseDeviation, kernels.scalar(epsilon), inverseDeviation));
    forward.add(kernels.inverseRoot(inverseDeviation, inverseDeviation));
    forward.add(
        kernels.multiplyColumn(byPieces(normalized), inverseDeviation, byPieces(normalized)));
  }

  private void normalizationBackward() {
    FeatureShape shape = place.shape();
    Tensor gradient = place.byPlaces(outputGradient, shape);
    Tensor product = place.tensor(shape);
    backward.add(kernels.multiply(outputGradient, normalized, product));
    backward.add(kernels.sumRows(place.byPlaces(product, shape), place.gradient("gain")));
    backward.add(kernels.sumRows(gradient, place.gradient("offset")));
    if (place.inputGradient() == null) {
      return;
    }
    Tensor column = kernels.tensor(place.batch() * pieces, 1);
    Tensor toInput = place.inputGradient();
    backward.add(kernels.multiplyRow(gradient, place.value("gain"), gradient));
    backward.add(kernels.multiply(outputGradient, normalized, product));
    meanOfGroups(backward, product, -1, column);
    backward.add(kernels.multiplyColumn(byPieces(normalized), column, byPieces(product)));
    backward.add(kernels.add(outputGradient, product, toInput));
    meanOfGroups(backward, outputGradient, -1, column);
    backward.add(kernels.addColumn(byPieces(toInput), column, byPieces(toInput)));
    backward.add(kernels.multiplyColumn(byPieces(toInput), inverseDeviation, byPieces(toInput)));
  }

  /** The mean of each group times a factor, at each piece of the group. */
  private void meanOfGroups(
      List<Operation> operations, Tensor values, double factor, Tensor atPieces) {
    Tensor pieceSums = kernels.tensor(place.batch() * pieces, 1);
    Tensor means = kernels.tensor(place.batch(), groups);
    operations.add(kernels.sumColumns(byPieces(values), pieceSums));
    operations.add(
        kernels.multiplyMatrices(byExamples(pieceSums), false, membership, false, means));
    double perValue = factor / ((double) piece * place.shape().places());
    operations.add(kernels.scale(means, kernels.scalar(perValue), means));
    operations.add(kernels.multiplyMatrices(means, false, membership, true, byExamples(atPieces)));
  }

  private Tensor byPieces(Tensor tensor) {
    return kernels.view(tensor, 0, place.batch() * pieces, piece);
  }

  private Tensor byExamples(Tensor ofPieces) {
    return kernels.view(ofPieces, 0, place.batch(), pieces);
  }

  PlannedLayer layer() {
    return new PlannedLayer(output, outputGradient, forward, backward);
  }
}
