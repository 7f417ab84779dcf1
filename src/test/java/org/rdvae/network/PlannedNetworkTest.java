package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.network.Layers.dense;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

class PlannedNetworkTest {

  @ParameterizedTest
  @CsvSource({"FLOAT32, false", "FLOAT32, true", "FLOAT64, false", "FLOAT64, true"})
  void computesLayersByTheirFormula(Precision precision, boolean gated) {
    NetworkSpec spec =
        new NetworkSpec(
            "net",
            FeatureShape.flat(7),
            List.of(dense(5, Activation.TANH, gated), dense(3, Activation.SIGMOID, gated)));
    ParameterLayout layout = new ParameterLayout(spec.parameters());
    double[] values = TensorValues.random(1, layout.size());
    double[] x = TensorValues.random(2, 4 * 7);
    double[] hidden = plainLayer(layout, values, "net.0", Activation.TANH, gated, x, 7, 5);
    double[] expected =
        plainLayer(layout, values, "net.1", Activation.SIGMOID, gated, hidden, 5, 3);
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      ParameterTensors parameters = new ParameterTensors(kernels, layout, false);
      TensorValues.write(parameters.values(), values);
      PlannedNetwork network =
          new PlannedNetwork(
              kernels, spec, parameters, TensorValues.tensor(kernels, 4, 7, x), null, null);
      network.forward();
      // Two layers of at most 7 terms, values around 1.
      double tolerance = 100 * TensorValues.epsilon(precision);
      assertThat(TensorValues.read(network.output())).containsExactly(expected, within(tolerance));
      assertThat(network.outputGradient()).as("gradient without training").isNull();
    }
  }

  @Test
  void withoutLayersIsTheIdentity() {
    NetworkSpec spec = new NetworkSpec("net", FeatureShape.flat(5), List.of());
    assertThat(spec.output()).isEqualTo(FeatureShape.flat(5));
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      // One foreign parameter, because no tensor is empty.
      ParameterLayout layout = new ParameterLayout(List.of(ParameterSpec.row("other", 1, 0)));
      Tensor input = TensorValues.tensor(kernels, 2, 5, TensorValues.random(1, 10));
      Tensor gradient = TensorValues.tensor(kernels, 2, 5, TensorValues.random(2, 10));
      PlannedNetwork network =
          new PlannedNetwork(
              kernels,
              spec,
              new ParameterTensors(kernels, layout, true),
              input,
              gradient,
              new DropoutMasks(1));
      network.forward();
      network.backward();
      assertThat(network.output()).isSameAs(input);
      assertThat(network.outputGradient()).isSameAs(gradient);
      assertThat(TensorValues.read(input)).isEqualTo(TensorValues.random(1, 10));
      assertThat(TensorValues.read(gradient)).isEqualTo(TensorValues.random(2, 10));
    }
  }

  @Test
  void aPlaceWithoutABackwardPassRefusesAnInputGradient() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor tensor = kernels.tensor(2, 3);
      assertThatThrownBy(
              () ->
                  new LayerPlace(
                      kernels, "net.0", FeatureShape.flat(3), null, tensor, tensor, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("net.0: no backward pass gives an input gradient");
    }
  }

  /** y = f(x W + b), gated times sigmoid(x V + c). */
  private static double[] plainLayer(
      ParameterLayout layout,
      double[] values,
      String name,
      Activation activation,
      boolean gated,
      double[] x,
      int inputs,
      int units) {
    int rows = x.length / inputs;
    double[] y = new double[rows * units];
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < units; unit++) {
        double sum = values[layout.offset(name + ".bias") + unit];
        double gate = gated ? values[layout.offset(name + ".gate-bias") + unit] : 0;
        for (int i = 0; i < inputs; i++) {
          sum += x[row * inputs + i] * values[layout.offset(name + ".weight") + i * units + unit];
          gate +=
              gated
                  ? x[row * inputs + i]
                      * values[layout.offset(name + ".gate-weight") + i * units + unit]
                  : 0;
        }
        double factor = gated ? ActivationReference.value(Activation.SIGMOID, gate) : 1;
        y[row * units + unit] = ActivationReference.value(activation, sum) * factor;
      }
    }
    return y;
  }
}
