package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

class ParameterLayoutTest {

  @Test
  void putsParametersOneAfterTheOther() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                ParameterSpec.weight("a", 2, 3, WeightInit.NORMAL),
                ParameterSpec.row("b", 3, 0),
                ParameterSpec.weight("c", 4, 1, WeightInit.NORMAL)));
    assertThat(layout.offset("a")).isZero();
    assertThat(layout.offset("b")).isEqualTo(6);
    assertThat(layout.offset("c")).isEqualTo(9);
    assertThat(layout.size()).isEqualTo(13);
  }

  @Test
  void putsStatisticsBehindWhatIsTrained() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                ParameterSpec.row("a", 3, 0),
                ParameterSpec.statistic("mean", 2, 0),
                ParameterSpec.row("b", 4, 0),
                ParameterSpec.statistic("variance", 2, 1)));
    assertThat(layout.parameters())
        .extracting(ParameterSpec::name)
        .containsExactly("a", "b", "mean", "variance");
    assertThat(layout.trained()).isEqualTo(7);
    assertThat(layout.offset("b")).isEqualTo(3);
    assertThat(layout.offset("mean")).isEqualTo(7);
    assertThat(layout.offset("variance")).isEqualTo(9);
    assertThat(layout.size()).isEqualTo(11);
  }

  @Test
  void refusesTwoParametersOfOneName() {
    ParameterSpec twice = ParameterSpec.row("twice", 3, 0);
    assertThatThrownBy(() -> new ParameterLayout(List.of(twice, twice)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two parameters are called twice");
  }

  @Test
  void seesTheWeightsOfAConvolutionAsAMatrix() {
    ParameterSpec weight = Layers.convolution(5).parameters("c", new FeatureShape(8, 8, 2)).get(0);
    assertThat(weight.size()).isEqualTo(90);
    assertThat(weight.rows()).isEqualTo(18);
    assertThat(weight.columns()).isEqualTo(5);
  }

  @Test
  void refusesMoreParametersThanAnArrayHolds() {
    ParameterSpec half = ParameterSpec.weight("half", 1 << 15, 1 << 15, WeightInit.NORMAL);
    ParameterSpec other = ParameterSpec.weight("other", 1 << 15, 1 << 15, WeightInit.NORMAL);
    assertThatThrownBy(() -> new ParameterLayout(List.of(half, other)))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "model: expected at most 2,147,483,647 parameters, found 2,147,483,648;"
                + " lower the units or channels");
  }

  @Test
  void tensorsOfParametersAreWindowsOnTheFlatVectors() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                ParameterSpec.weight("a", 2, 3, WeightInit.NORMAL), ParameterSpec.row("b", 3, 0)));
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      ParameterTensors tensors = new ParameterTensors(kernels, layout, true);
      TensorValues.write(tensors.values(), new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
      assertThat(TensorValues.read(tensors.value("a"))).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(tensors.value("a").rows()).isEqualTo(2);
      assertThat(TensorValues.read(tensors.value("b"))).containsExactly(7, 8, 9);
      tensors.gradient("b").set(1, -1);
      assertThat(TensorValues.read(tensors.gradients()))
          .containsExactly(0, 0, 0, 0, 0, 0, 0, -1, 0);
      assertThat(new ParameterTensors(kernels, layout, false).gradients()).isNull();
    }
  }
}
