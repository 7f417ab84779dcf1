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
                new ParameterSpec("a", 2, 3, WeightInit.NORMAL),
                new ParameterSpec("b", 1, 3, null),
                new ParameterSpec("c", 4, 1, null)));
    assertThat(layout.offset("a")).isZero();
    assertThat(layout.offset("b")).isEqualTo(6);
    assertThat(layout.offset("c")).isEqualTo(9);
    assertThat(layout.size()).isEqualTo(13);
  }

  @Test
  void refusesMoreParametersThanAnArrayHolds() {
    ParameterSpec half = new ParameterSpec("half", 1 << 15, 1 << 15, null);
    ParameterSpec other = new ParameterSpec("other", 1 << 15, 1 << 15, null);
    assertThatThrownBy(() -> new ParameterLayout(List.of(half, other)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("2,147,483,648");
  }

  @Test
  void tensorsOfParametersAreWindowsOnTheFlatVectors() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(new ParameterSpec("a", 2, 3, null), new ParameterSpec("b", 1, 3, null)));
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
