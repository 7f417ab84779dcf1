package org.rdvae.network;

import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/**
 * A planned network in double with random parameters and input, and the loss sum of c y with random
 * weights c on its output.
 */
final class SmallNetwork implements AutoCloseable {
  private final Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64);
  private final ParameterLayout layout;
  private final ParameterTensors parameters;
  private final Tensor input;
  private final Tensor inputGradient;
  private final PlannedNetwork network;
  private final double[] outputWeights;

  SmallNetwork(int rows, int inputs, List<LayerSpec> layers) {
    this(rows, inputs, layers, true);
  }

  SmallNetwork(int rows, int inputs, List<LayerSpec> layers, boolean withInputGradient) {
    NetworkSpec spec = new NetworkSpec("net", inputs, layers);
    layout = new ParameterLayout(spec.parameters());
    parameters = new ParameterTensors(kernels, layout, true);
    TensorValues.write(parameters.values(), scaled(TensorValues.random(1, layout.size()), 0.5));
    input = TensorValues.tensor(kernels, rows, inputs, TensorValues.random(2, rows * inputs));
    inputGradient = withInputGradient ? kernels.tensor(rows, inputs) : null;
    network = new PlannedNetwork(kernels, spec, parameters, input, inputGradient, true);
    outputWeights = TensorValues.random(3, rows * spec.outputs());
  }

  private static double[] scaled(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return values;
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
    TensorValues.write(network.outputGradient(), outputWeights);
    network.backward();
  }

  ParameterLayout layout() {
    return layout;
  }

  ParameterTensors tensors() {
    return parameters;
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
