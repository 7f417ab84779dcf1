package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Affine coupling layers one after the other, as operations on fixed tensors. The halves of the
 * latent variables stay apart on the way; even layers change the second by the first, odd ones the
 * first by the second.
 *
 * <pre>
 * input - split - layer 0 - layer 1 - ... - halves      log |det| = Σ of the layers' log |det|
 * </pre>
 *
 * <p>With a context, every layer reads it beside the half that it keeps.
 */
final class CouplingFlow {
  /**
   * How large the layers are.
   *
   * @param layers at least 2
   * @param hiddenUnits of each
   * @param context numbers that each reads besides; 0 for none
   */
  record Size(int layers, int hiddenUnits, int context) {

    /** Those of the layers, whose names begin with {@code name}. */
    List<ParameterSpec> parameters(String name, int latents) {
      List<ParameterSpec> parameters = new ArrayList<>();
      for (int layer = 0; layer < layers; layer++) {
        parameters.addAll(
            CouplingLayer.parameters(
                layerName(name, layer),
                half(latents, layer) + context,
                half(latents, layer + 1),
                hiddenUnits));
      }
      return parameters;
    }
  }

  /**
   * What all layers read.
   *
   * @param values shape [rows, numbers]
   * @param gradient what the gradient by them is added to; {@code null} without a backward pass
   */
  record Context(Tensor values, Tensor gradient) {}

  private final Kernels kernels;
  private final String name;
  private final ParameterTensors parameters;
  private final Size size;
  private final int rows;
  private final int latents;
  private final Tensor[] halves;
  private final Tensor[] gradients;
  private final Tensor logDeterminants;
  private final List<Operation> forward = new ArrayList<>();
  private final List<Operation> backward = new ArrayList<>();

  /**
   * @param name with which the names of the parameters begin
   * @param input shape [rows, latents]
   * @param context {@code null} for none
   * @param determinantWeights derivative of the loss by log |det| of each row, shape [rows, 1];
   *     {@code null} without a backward pass
   */
  CouplingFlow(
      Kernels kernels,
      String name,
      ParameterTensors parameters,
      Size size,
      Tensor input,
      Context context,
      Tensor determinantWeights) {
    this.kernels = kernels;
    this.name = name;
    this.parameters = parameters;
    this.size = size;
    rows = input.rows();
    latents = input.columns();
    halves = newHalves();
    gradients = determinantWeights == null ? null : newHalves();
    logDeterminants = kernels.tensor(rows, 1);
    Tensor ofLayer = kernels.tensor(rows, 1);
    forward.add(kernels.splitColumns(input, List.of(halves)));
    for (int i = 0; i < size.layers(); i++) {
      int kept = i % 2;
      Tensor x =
          context == null
              ? halves[kept]
              : kernels.tensor(rows, halves[kept].columns() + size.context());
      if (context != null) {
        forward.add(kernels.joinColumns(List.of(halves[kept], context.values()), x));
      }
      Tensor y = halves[1 - kept];
      Tensor out = kernels.tensor(rows, y.columns());
      CouplingLayer layer = layer(i, x, determinantWeights != null);
      forward.addAll(layer.apply(y, out, ofLayer));
      forward.add(
          i == 0
              ? kernels.copy(ofLayer, logDeterminants)
              : kernels.add(logDeterminants, ofLayer, logDeterminants));
      halves[1 - kept] = out;
      if (determinantWeights != null) {
        backward.addAll(0, back(layer, y, kept, context, determinantWeights));
      }
    }
  }

  private List<Operation> back(
      CouplingLayer layer, Tensor y, int kept, Context context, Tensor determinantWeights) {
    Tensor yGradient = gradients[1 - kept];
    if (context == null) {
      return layer.backward(y, yGradient, determinantWeights, gradients[kept]);
    }
    List<Tensor> parts = List.of(gradients[kept], context.gradient());
    Tensor xGradient = kernels.tensor(rows, gradients[kept].columns() + size.context());
    return Operations.all(
        List.of(kernels.joinColumns(parts, xGradient)),
        layer.backward(y, yGradient, determinantWeights, xGradient),
        List.of(kernels.splitColumns(xGradient, parts)));
  }

  private CouplingLayer layer(int index, Tensor x, boolean training) {
    return new CouplingLayer(
        kernels,
        layerName(name, index),
        parameters,
        x,
        half(latents, index + 1),
        size.hiddenUnits(),
        training);
  }

  private Tensor[] newHalves() {
    return new Tensor[] {
      kernels.tensor(rows, half(latents, 0)), kernels.tensor(rows, half(latents, 1)),
    };
  }

  private static String layerName(String name, int layer) {
    return name + "flow." + layer + ".";
  }

  /** Latent variables in the first half, which even layers keep, or in the second. */
  private static int half(int latents, int which) {
    return which % 2 == 0 ? latents - latents / 2 : latents / 2;
  }

  /** From the input to {@link #halves} and {@link #logDeterminants}. */
  List<Operation> forward() {
    return forward;
  }

  /** From {@link #gradients} by the halves at the end to those by the input's. */
  List<Operation> backward() {
    return backward;
  }

  /** What comes out, in two parts of the columns. */
  List<Tensor> halves() {
    return List.of(halves);
  }

  /** To be written before {@link #backward}, which leads them back. */
  List<Tensor> gradients() {
    return List.of(gradients);
  }

  /** Shape [rows, 1]. */
  Tensor logDeterminants() {
    return logDeterminants;
  }

  /** From what comes out back to what goes in, in place; without a context. */
  List<Operation> invert(Tensor values) {
    Tensor[] parts = newHalves();
    List<Operation> operations = new ArrayList<>();
    operations.add(kernels.splitColumns(values, List.of(parts)));
    for (int i = size.layers() - 1; i >= 0; i--) {
      int kept = i % 2;
      Tensor changed = parts[1 - kept];
      operations.addAll(layer(i, parts[kept], false).invert(changed, changed));
    }
    operations.add(kernels.joinColumns(List.of(parts), values));
    return operations;
  }
}
