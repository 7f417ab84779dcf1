package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.KebabCase;

/**
 * A chain of layers with its shapes known: what can be said of a network before any memory is
 * taken.
 */
public final class NetworkSpec {
  private final String name;
  private final List<LayerSpec> layers;
  private final List<FeatureShape> shapes = new ArrayList<>();

  /**
   * @param name prefix of its parameters' names: layer i of {@code encoder} owns {@code
   *     encoder.i.weight} and so on
   * @param input shape of one example
   * @throws ImpossibleShape if a layer cannot take what the layer before it makes
   */
  public NetworkSpec(String name, FeatureShape input, List<LayerSpec> layers) {
    this.name = name;
    this.layers = List.copyOf(layers);
    shapes.add(input);
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layers.get(i);
      try {
        shapes.add(countable(layer, shapes.get(i)));
      } catch (ImpossibleShape e) {
        throw e.in(nameOf(i) + "." + KebabCase.of(layer.getClass().getSimpleName()));
      }
    }
  }

  private static FeatureShape countable(LayerSpec layer, FeatureShape input) {
    try {
      FeatureShape output = layer.outputShape(input);
      output.size();
      return output;
    } catch (ArithmeticException e) {
      throw ImpossibleShape.of("a layer that makes fewer than 2^31 values of an example", input);
    }
  }

  /** With which the names of its parameters begin. */
  public String name() {
    return name;
  }

  public List<LayerSpec> layers() {
    return layers;
  }

  public FeatureShape input() {
    return shapes.get(0);
  }

  public FeatureShape output() {
    return shapes.get(layers.size());
  }

  FeatureShape inputOf(int index) {
    return shapes.get(index);
  }

  String nameOf(int index) {
    return name.isEmpty() ? Integer.toString(index) : name + "." + index;
  }

  /** Of dense layers and convolutions for one example: a place of the kernel in each sum counts. */
  public long multiplyAdds() {
    long sum = 0;
    for (int i = 0; i < layers.size(); i++) {
      FeatureShape from = shapes.get(i);
      FeatureShape to = shapes.get(i + 1);
      if (layers.get(i) instanceof Convolution layer) {
        sum += (long) layer.kernel() * layer.kernel() * from.channels() * to.size();
      } else if (layers.get(i) instanceof TransposedConvolution layer) {
        sum += (long) layer.kernel() * layer.kernel() * to.channels() * from.size();
      } else if (layers.get(i) instanceof Dense) {
        sum += (long) from.size() * to.size();
      }
    }
    return sum;
  }

  /** The parameters of all layers, in order. */
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> parameters = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      parameters.addAll(layers.get(i).parameters(nameOf(i), shapes.get(i)));
    }
    return parameters;
  }
}
