package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {

  @ParameterizedTest
  @EnumSource(Precision.class)
  void beginsWithZeros(Precision precision) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      assertThat(TensorValues.read(kernels.tensor(3, 7))).containsOnly(0);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void copiesRangesInAndOut(Precision precision) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      Tensor tensor = kernels.tensor(2, 3);
      tensor.write(new float[] {1, 2, 3, 4, 5, 6});
      tensor.write(2, new float[] {7, 8, 9, 10}, 1, 2);
      assertThat(TensorValues.read(tensor)).containsExactly(1, 2, 8, 9, 5, 6);

      float[] target = new float[5];
      tensor.read(1, target, 2, 3);
      assertThat(target).containsExactly(0, 0, 2, 8, 9);
      float[] all = new float[6];
      tensor.read(all);
      assertThat(all).containsExactly(1, 2, 8, 9, 5, 6);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void refusesARangeOutsideItself(Precision precision) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      Tensor owner = kernels.tensor(1, 20);
      // The memory goes on after the view's end; the view must not.
      Tensor tensor = kernels.view(owner, 4, 2, 3);
      assertThatThrownBy(() -> tensor.write(5, new float[2], 0, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> tensor.read(5, new float[2], 0, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> tensor.write(-1, new float[2], 0, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> tensor.get(6)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> tensor.set(6, 1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> tensor.write(new float[5]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void keepsDoublesOnlyInDoublePrecision() {
    try (Kernels singles = TestDevice.CPU.kernels(Precision.FLOAT32);
        Kernels doubles = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      Tensor single = singles.tensor(1, 1);
      Tensor twice = doubles.tensor(1, 1);
      single.set(0, 0.1);
      twice.set(0, 0.1);
      assertThat(single.get(0)).isEqualTo(0.1f);
      assertThat(twice.get(0)).isEqualTo(0.1);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void isReadByAPlannedOperationWhenItRuns(Precision precision) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      Tensor x = kernels.tensor(1, 1);
      Tensor out = kernels.tensor(1, 1);
      Scalar factor = kernels.scalar(2);
      Operation operation = kernels.scale(x, factor, out);
      x.set(0, 3);
      operation.run();
      assertThat(out.get(0)).isEqualTo(6);
      factor.set(-5);
      operation.run();
      assertThat(out.get(0)).isEqualTo(-15);
    }
  }
}
