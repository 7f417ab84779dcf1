package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.LayerSpec.Dense;

/**
 * A chain of layers with its sizes known: what can be said of a network before any memory is taken.
 *
 * @param name prefix of its parameters' names: layer i of {@code encoder} owns {@code
 *     encoder.i.weight} and so on
 * @param inputs number of values that each row of the input has
 */
public record NetworkSpec(String name, int inputs, List<LayerSpec> layers) {

  /** Number of values in each row of the output. */
  public int outputs() {
    return layers.isEmpty() ? inputs : units(layers.get(layers.size() - 1));
  }

  /** Number of values that go into layer {@code index}. */
  int inputsOf(int index) {
    return index == 0 ? inputs : units(layers.get(index - 1));
  }

  String nameOf(int index) {
    return name + "." + index;
  }

  /** The parameters of all layers, in order. */
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> parameters = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      parameters.addAll(parameters(nameOf(i), inputsOf(i), layers.get(i)));
    }
    return parameters;
  }

  /** The parameters of one layer under the given name. */
  public static List<ParameterSpec> parameters(String name, int inputs, LayerSpec layer) {
    if (layer instanceof Dense dense) {
      WeightInit start =
          dense.weightInit() == WeightInit.AUTO
              ? usualStart(dense.activation())
              : dense.weightInit();
      List<ParameterSpec> parameters = new ArrayList<>();
      parameters.add(new ParameterSpec(name + ".weight", inputs, dense.units(), start));
      parameters.add(new ParameterSpec(name + ".bias", 1, dense.units(), null));
      if (dense.gated()) {
        parameters.add(new ParameterSpec(name + ".gate-weight", inputs, dense.units(), start));
        parameters.add(new ParameterSpec(name + ".gate-bias", 1, dense.units(), null));
      }
      return parameters;
    }
    throw new IllegalStateException("No such layer: " + layer);
  }

  private static WeightInit usualStart(Activation activation) {
    return switch (activation) {
      case RELU, LEAKY_RELU, ELU, SILU, GELU -> WeightInit.RELU;
      case IDENTITY, TANH, SIGMOID, SOFTPLUS -> WeightInit.XAVIER;
    };
  }

  private static int units(LayerSpec layer) {
    if (layer instanceof Dense dense) {
      return dense.units();
    }
    throw new IllegalStateException("No such layer: " + layer);
  }
}
