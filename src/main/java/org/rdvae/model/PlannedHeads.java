package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.Dense;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerPass;
import org.rdvae.network.LayerPlace;
import org.rdvae.network.ParameterTensors;
import org.rdvae.network.PlannedLayer;
import org.rdvae.network.PlannedNetwork;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Layers side by side that read the features of one network, and the way back of their gradients:
 * the first one's is written where the features' gradient is, and those of the others, which have
 * places of their own, are added to it.
 */
final class PlannedHeads {
  private final Kernels kernels;
  private final String name;
  private final FeatureShape input;
  private final ParameterTensors parameters;
  private final DropoutMasks masks;
  private final int rows;
  private final Tensor features;
  private final Tensor featuresGradient;
  private final List<Tensor> heads = new ArrayList<>();
  private final List<Tensor> gradients = new ArrayList<>();
  private final List<Operation> forward = new ArrayList<>();
  private final List<Operation> backward = new ArrayList<>();
  private final List<Operation> sums = new ArrayList<>();

  /**
   * @param name with which those of the heads begin
   * @param input what a layer reads: all features, or those of one place
   * @param masks for training; {@code null} plans no way back
   * @param rows examples
   */
  PlannedHeads(
      Kernels kernels,
      String name,
      PlannedNetwork network,
      FeatureShape input,
      ParameterTensors parameters,
      DropoutMasks masks,
      int rows) {
    this.kernels = kernels;
    this.name = name;
    this.input = input;
    this.parameters = parameters;
    this.masks = masks;
    this.rows = rows;
    features = byInputs(network.output());
    featuresGradient = byInputs(network.outputGradient());
  }

  private Tensor byInputs(Tensor tensor) {
    return tensor == null
        ? null
        : kernels.view(tensor, 0, Math.toIntExact(tensor.size() / input.size()), input.size());
  }

  /** Plans a head with a layer of its own, of so many numbers for an example. */
  void add(String head, Dense layer, int columns) {
    Tensor part = nextPart();
    PlannedLayer planned =
        layer.plan(new LayerPlace(kernels, name + head, input, parameters, features, part, masks));
    forward.add(new LayerPass(name + head, Architecture.HEAD, planned.forward()));
    backward.add(new LayerPass(name + head, Architecture.HEAD, planned.backward()));
    heads.add(kernels.view(planned.output(), 0, rows, columns));
    if (masks != null) {
      gradients.add(kernels.view(planned.outputGradient(), 0, rows, columns));
    }
  }

  /** Plans a head that is the features themselves. */
  void addFeatures(int columns) {
    Tensor part = nextPart();
    heads.add(kernels.view(features, 0, rows, columns));
    if (masks != null) {
      // Without anybody who wants the gradient, it still needs a place.
      gradients.add(
          part == null ? kernels.tensor(rows, columns) : kernels.view(part, 0, rows, columns));
    }
  }

  private Tensor nextPart() {
    if (heads.isEmpty() || featuresGradient == null) {
      return featuresGradient;
    }
    Tensor part = kernels.tensor(features.rows(), features.columns());
    sums.add(kernels.add(featuresGradient, part, featuresGradient));
    return part;
  }

  /** Each of shape [rows, columns]. */
  List<Tensor> heads() {
    return heads;
  }

  /**
   * Where the gradients by the heads must be before {@link #backward}; empty without a way back.
   */
  List<Tensor> gradients() {
    return gradients;
  }

  /** From the features to the heads, head by head. */
  Operation[] forward() {
    return forward.toArray(Operation[]::new);
  }

  /** From the gradients by the heads to that by the features, head by head. */
  Operation[] backward() {
    List<Operation> all = new ArrayList<>(backward);
    if (!sums.isEmpty()) {
      all.add(new LayerPass(name + "features", Architecture.HEAD, sums));
    }
    return all.toArray(Operation[]::new);
  }
}
