package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/**
 * A planned network in double with random parameters and input, and the loss sum of c y with random
 * weights c on its output. Everything lies where a model may put it: parameters behind foreign ones
 * of odd number, the input and its gradient in the middle of larger tensors.
 */
final class SmallNetwork implements AutoCloseable {
  /** What a training step does to a network. */
  enum Use {
    TRAINING,
    TRAINING_WITHOUT_INPUT_GRADIENT,
    INFERENCE
  }

  private static final int MARGIN = 3;

  private final Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64);
  private final NetworkSpec spec;
  private final ParameterLayout layout;
  private final ParameterTensors parameters;
  private final Tensor input;
  private final Tensor inputGradient;
  private final DropoutMasks masks;
  private final PlannedNetwork network;
  private final double[] outputWeights;

  SmallNetwork(int rows, FeatureShape shape, List<LayerSpec> layers) {
    this(rows, shape, layers, Use.TRAINING);
  }

  SmallNetwork(int rows, FeatureShape shape, List<LayerSpec> layers, Use use) {
    spec = new NetworkSpec("net", shape, layers);
    List<ParameterSpec> all = new ArrayList<>(List.of(ParameterSpec.row("foreign", MARGIN, 0)));
    all.addAll(spec.parameters());
    layout = new ParameterLayout(all);
    parameters = new ParameterTensors(kernels, layout, use != Use.INFERENCE);
    TensorValues.write(parameters.values(), startingValues());
    input = inside(rows, shape.size());
    TensorValues.write(input, TensorValues.random(2, rows * shape.size()));
    inputGradient = use == Use.TRAINING ? inside(rows, shape.size()) : null;
    masks = use == Use.INFERENCE ? null : new DropoutMasks(7);
    network = new PlannedNetwork(kernels, spec, parameters, input, inputGradient, masks);
    if (masks != null) {
      masks.draw(0, 0);
    }
    outputWeights = TensorValues.random(3, rows * spec.output().size());
  }

  private double[] startingValues() {
    double[] values = TensorValues.random(1, layout.size());
    for (ParameterSpec parameter : layout.parameters()) {
      for (int i = 0; i < parameter.size(); i++) {
        int at = layout.offset(parameter.name()) + i;
        boolean variance = parameter.name().endsWith("variance");
        values[at] = variance ? Math.abs(values[at]) + 0.5 : values[at] / 2;
      }
    }
    return values;
  }

  private Tensor inside(int rows, int columns) {
    return kernels.view(kernels.tensor(1, rows * columns + 2 * MARGIN), MARGIN, rows, columns);
  }

  double loss() {
    network.forward();
    double sum = 0;
    for (int i = 0; i < outputWeights.length; i++) {
      sum += outputWeights[i] * network.output().get(i);
    }
    return sum;
  }

  double lossAt(double[] newParameters, double[] newInput) {
    TensorValues.write(parameters.values(), newParameters);
    TensorValues.write(input, newInput);
    return loss();
  }

  /** Runs both passes; the gradients are then to be read. */
  void backward() {
    network.forward();
    if (network.outputGradient() != null) {
      TensorValues.write(network.outputGradient(), outputWeights);
    }
    network.backward();
  }

  NetworkSpec spec() {
    return spec;
  }

  PlannedNetwork network() {
    return network;
  }

  DropoutMasks masks() {
    return masks;
  }

  ParameterLayout layout() {
    return layout;
  }

  ParameterTensors tensors() {
    return parameters;
  }

  /** The named parameter of the network. */
  double[] parameter(String name) {
    return TensorValues.read(parameters.value("net." + name));
  }

  double[] gradient(String name) {
    return TensorValues.read(parameters.gradient("net." + name));
  }

  double[] parameters() {
    return TensorValues.read(parameters.values());
  }

  double[] input() {
    return TensorValues.read(input);
  }

  double[] outputWeights() {
    return outputWeights.clone();
  }

  double[] output() {
    network.forward();
    return TensorValues.read(network.output());
  }

  double[] parameterGradient() {
    return TensorValues.read(parameters.gradients());
  }

  double[] inputGradient() {
    return TensorValues.read(inputGradient);
  }

  @Override
  public void close() {
    kernels.close();
  }
}
