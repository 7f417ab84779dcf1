package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.KebabCase;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * A chain of layers run as a fixed list of operations on preallocated tensors, for one batch size.
 * Parameters and gradients are views of the model's flat vectors.
 */
public final class PlannedNetwork {
  private final Tensor output;
  private final Tensor outputGradient;
  private final Operation[] forward;
  private final Operation[] backward;

  /**
   * @param input shape [batch, inputs]
   * @param inputGradient where the gradient by the input goes; {@code null} if nobody needs it
   * @param masks for training; {@code null} plans a network for inference, see {@link LayerPlace}
   */
  public PlannedNetwork(
      Kernels kernels,
      NetworkSpec spec,
      ParameterTensors parameters,
      Tensor input,
      Tensor inputGradient,
      DropoutMasks masks) {
    List<Operation> forwardPass = new ArrayList<>();
    List<Operation> backwardPass = new ArrayList<>();
    Tensor current = input;
    Tensor currentGradient = inputGradient;
    for (int i = 0; i < spec.layers().size(); i++) {
      LayerSpec layerSpec = spec.layers().get(i);
      String name = spec.nameOf(i);
      String kind = KebabCase.of(layerSpec.getClass().getSimpleName());
      PlannedLayer layer =
          layerSpec.plan(
              new LayerPlace(
                  kernels, name, spec.inputOf(i), parameters, current, currentGradient, masks));
      if (!layer.forward().isEmpty()) {
        forwardPass.add(new LayerPass(name, kind, layer.forward()));
      }
      if (!layer.backward().isEmpty()) {
        backwardPass.add(0, new LayerPass(name, kind, layer.backward()));
      }
      current = layer.output();
      currentGradient = layer.outputGradient();
    }
    output = current;
    outputGradient = currentGradient;
    forward = forwardPass.toArray(Operation[]::new);
    backward = backwardPass.toArray(Operation[]::new);
  }

  /** Computes the output from the input. */
  public void forward() {
    Operation.runAll(forward);
  }

  /**
   * From the gradient by the output computes those by the parameters and, if asked for, by the
   * input.
   */
  public void backward() {
    Operation.runAll(backward);
  }

  /** What {@link #forward} runs: a {@link LayerPass} for each layer that has something to do. */
  public List<Operation> forwardOperations() {
    return List.of(forward);
  }

  /** What {@link #backward} runs: a {@link LayerPass} for each layer, the last one first. */
  public List<Operation> backwardOperations() {
    return List.of(backward);
  }

  /** Shape [batch, outputs]; the input itself if there are no layers. */
  public Tensor output() {
    return output;
  }

  /**
   * Where the gradient of the loss by the output must be put before {@link #backward}; {@code null}
   * if nobody needs it, see {@link PlannedLayer}.
   */
  public Tensor outputGradient() {
    return outputGradient;
  }
}
