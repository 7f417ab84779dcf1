package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.rdvae.tensor.FiniteDifferences;

/**
 * What must hold of a training step of any chain of layers: the gradients by every trained
 * parameter and by the input equal finite differences, a second step gives the same, the input and
 * the trained parameters stay as they are, and nothing changes when nobody needs the gradient by
 * the input.
 */
final class GradientCheck {
  private GradientCheck() {}

  static void expectDifferences(int rows, FeatureShape shape, LayerSpec... layers) {
    expectDifferences(rows, shape, List.of(layers));
  }

  static void expectDifferences(int rows, FeatureShape shape, List<LayerSpec> layers) {
    String label = layers + " on " + rows + " x " + shape;
    try (SmallNetwork network = new SmallNetwork(rows, shape, layers)) {
      double[] parameters = network.parameters();
      double[] input = network.input();
      network.backward();
      double[] byParameters = network.parameterGradient();
      double[] byInput = network.inputGradient();

      assertThat(network.input()).as("input after a step of %s", label).isEqualTo(input);
      int trained = network.layout().trained();
      assertThat(network.parameters())
          .as("trained parameters after a step of %s", label)
          .startsWith(startOf(parameters, trained));

      network.backward();
      assertThat(network.parameterGradient())
          .as("second gradient by parameters of %s", label)
          .isEqualTo(byParameters);
      assertThat(network.inputGradient())
          .as("second gradient by the input of %s", label)
          .isEqualTo(byInput);

      FiniteDifferences.expectEqual(
          "gradient by parameters of " + label,
          byParameters,
          FiniteDifferences.gradient(
              moved -> network.lossAt(joined(moved, parameters), input),
              startOf(parameters, trained)));
      FiniteDifferences.expectEqual(
          "gradient by the input of " + label,
          byInput,
          FiniteDifferences.gradient(moved -> network.lossAt(parameters, moved), input));
      expectTheSameWithoutInputGradient(label, rows, shape, layers, byParameters);
    }
  }

  private static void expectTheSameWithoutInputGradient(
      String label, int rows, FeatureShape shape, List<LayerSpec> layers, double[] byParameters) {
    try (SmallNetwork network =
        new SmallNetwork(rows, shape, layers, SmallNetwork.Use.TRAINING_WITHOUT_INPUT_GRADIENT)) {
      network.backward();
      FiniteDifferences.expectEqual(
          "gradient by parameters without the one by the input of " + label,
          network.parameterGradient(),
          byParameters);
      network.backward();
      FiniteDifferences.expectEqual(
          "second gradient by parameters without the one by the input of " + label,
          network.parameterGradient(),
          byParameters);
    }
  }

  private static double[] startOf(double[] values, int count) {
    return Arrays.copyOf(values, count);
  }

  private static double[] joined(double[] trained, double[] all) {
    double[] result = all.clone();
    System.arraycopy(trained, 0, result, 0, trained.length);
    return result;
  }
}
