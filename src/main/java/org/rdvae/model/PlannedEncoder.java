package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.LayerPass;
import org.rdvae.network.NetworkSpec;
import org.rdvae.network.ParameterTensors;
import org.rdvae.network.PlannedNetwork;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * From images to the heads of the top level's posterior, such as mean and log standard deviation,
 * and the way back of the gradients. On the way lie the features of every level below.
 */
public final class PlannedEncoder {
  private final Kernels kernels;
  private final List<PlannedNetwork> below = new ArrayList<>();
  private final List<Tensor> featureGradients = new ArrayList<>();
  private final List<Operation> sums = new ArrayList<>();
  private final PlannedHeadedNetwork top;

  /**
   * @param images shape [batch, pixels]
   * @param imagesGradient where the gradient by the images goes; {@code null} if nobody needs it
   * @param masks for training; {@code null} plans an encoder for inference
   */
  public PlannedEncoder(
      Kernels kernels,
      Architecture architecture,
      ParameterTensors parameters,
      Tensor images,
      Tensor imagesGradient,
      DropoutMasks masks) {
    this.kernels = kernels;
    Tensor input = images;
    Tensor gradient = imagesGradient;
    List<NetworkSpec> encoders = architecture.hierarchy().encoders();
    for (NetworkSpec encoder : encoders.subList(0, encoders.size() - 1)) {
      PlannedNetwork network =
          new PlannedNetwork(kernels, encoder, parameters, input, gradient, masks);
      below.add(network);
      input = network.output();
      gradient = network.outputGradient();
      Tensor part = masks == null ? null : kernels.tensor(input.rows(), input.columns());
      featureGradients.add(part);
      sums.add(gradient == null ? () -> {} : kernels.add(gradient, part, gradient));
    }
    top =
        new PlannedHeadedNetwork(
            kernels, architecture.topEncoder(), parameters, input, gradient, masks);
  }

  public void forward() {
    for (int level = 0; level < below.size(); level++) {
      below.get(level).forward();
    }
    top.forward();
  }

  public void backward() {
    top.headsBackward();
    top.networkBackward();
    for (int level = below.size() - 1; level >= 0; level--) {
      sums.get(level).run();
      below.get(level).backward();
    }
  }

  /** What {@link #forward} does, layer by layer. */
  List<Operation> forwardOperations() {
    List<Operation> all = new ArrayList<>();
    below.forEach(network -> all.addAll(network.forwardOperations()));
    all.addAll(top.forwardOperations());
    return all;
  }

  /** What {@link #backward} does, layer by layer. */
  List<Operation> backwardOperations() {
    List<Operation> all = new ArrayList<>(top.backwardOperations());
    for (int level = below.size() - 1; level >= 0; level--) {
      all.add(new LayerPass("features of level " + (level + 1), "", List.of(sums.get(level))));
      all.addAll(below.get(level).backwardOperations());
    }
    return all;
  }

  /** As in {@link org.rdvae.distribution.Posterior#heads}, each of shape [batch, units]. */
  public List<Tensor> heads() {
    return top.heads();
  }

  /** The heads of {@code count} images from {@code first} on. */
  List<Tensor> heads(int first, int count) {
    return rows(top.heads(), first, count);
  }

  /** Where the gradients by those heads must be before {@link #backward}. */
  List<Tensor> headGradients(int first, int count) {
    return rows(top.headGradients(), first, count);
  }

  /** The features of a level below the top, shape [batch, features]. */
  Tensor features(int level) {
    return below.get(level).output();
  }

  /** The features of the first {@code count} images. */
  Tensor features(int level, int count) {
    return rows(features(level), 0, count);
  }

  /**
   * Where the gradient by those features, as others read them, must be before {@link #backward}.
   */
  Tensor featureGradients(int level, int count) {
    return rows(featureGradients.get(level), 0, count);
  }

  private List<Tensor> rows(List<Tensor> tensors, int first, int count) {
    return tensors.stream().map(tensor -> rows(tensor, first, count)).toList();
  }

  private Tensor rows(Tensor tensor, int first, int count) {
    return count == tensor.rows()
        ? tensor
        : kernels.view(tensor, (long) first * tensor.columns(), count, tensor.columns());
  }
}
