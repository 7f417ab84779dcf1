package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Views share their owner's memory, also when the owner is a view, and live as long as an operation
 * needs them.
 */
class ViewTest {

  @ParameterizedTest
  @EnumSource(Precision.class)
  void sharesItsOwnersMemory(Precision precision) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      Tensor owner = counting(kernels, 4, 5);
      Tensor view = kernels.view(owner, 7, 2, 3);
      assertThat(TensorValues.read(view)).containsExactly(7, 8, 9, 10, 11, 12);

      view.set(4, -1);
      assertThat(owner.get(11)).isEqualTo(-1);

      kernels.shift(view, kernels.scalar(100), view).run();
      assertThat(TensorValues.read(owner))
          .containsExactly(
              0, 1, 2, 3, 4, 5, 6, 107, 108, 109, 110, 99, 112, 13, 14, 15, 16, 17, 18, 19);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void ofAViewCountsFromThatView(Precision precision) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      Tensor view = kernels.view(kernels.view(counting(kernels, 1, 20), 5, 3, 4), 2, 1, 3);
      assertThat(TensorValues.read(view)).containsExactly(7, 8, 9);
      Tensor doubled = kernels.tensor(1, 3);
      kernels.add(view, view, doubled).run();
      assertThat(TensorValues.read(doubled)).containsExactly(14, 16, 18);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void ofOneElementIsANumberThatOperationsReadWhenTheyRun(Precision precision) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      Tensor parameters = counting(kernels, 1, 5);
      Tensor x = counting(kernels, 1, 3);
      Tensor out = kernels.tensor(1, 3);
      Operation scale = kernels.scale(x, kernels.scalar(kernels.view(parameters, 3, 1, 1)), out);
      scale.run();
      assertThat(TensorValues.read(out)).containsExactly(0, 3, 6);
      parameters.set(3, 7);
      scale.run();
      assertThat(TensorValues.read(out)).containsExactly(0, 7, 14);
    }
  }

  @Test
  void isRefusedOutsideItsOwner() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor owner = kernels.tensor(4, 5);
      assertThatThrownBy(() -> kernels.view(owner, 15, 2, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A view of 6 elements from 15 leaves the tensor [4, 5]");
      assertThatThrownBy(() -> kernels.view(owner, -1, 1, 3))
          .hasMessageContaining("from -1 leaves the tensor [4, 5]");
    }
  }

  /**
   * ND4J frees the native handle of a view that the garbage collector takes, even while a planned
   * call still uses it.
   */
  @Test
  void isKeptByTheOperationsThatUseIt() throws InterruptedException {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor owner = counting(kernels, 100, 10);
      Tensor zeros = kernels.tensor(1, 10);
      Tensor one = TensorValues.tensor(kernels, 1, 1, new double[] {1});
      Tensor out = kernels.tensor(1, 10);
      List<List<Operation>> plans = new ArrayList<>();
      for (int row = 0; row < 100; row++) {
        plans.add(
            List.of(
                kernels.add(kernels.view(owner, 10L * row, 1, 10), zeros, out),
                kernels.atLeast(kernels.view(owner, 10L * row, 1, 10), kernels.scalar(-1), out),
                kernels.absolute(kernels.view(owner, 10L * row, 1, 10), out),
                kernels.addRow(zeros, kernels.view(owner, 10L * row, 1, 10), out),
                kernels.multiplyMatrices(
                    one, false, kernels.view(owner, 10L * row, 1, 10), false, out)));
      }
      for (int i = 0; i < 5; i++) {
        System.gc();
        // The thread that frees what was collected needs a moment.
        Thread.sleep(20);
      }
      for (int row = 0; row < 100; row++) {
        for (Operation operation : plans.get(row)) {
          operation.run();
          assertThat(out.get(0)).isEqualTo(10 * row);
          assertThat(out.get(9)).isEqualTo(10 * row + 9);
        }
      }
    }
  }

  private static Tensor counting(Kernels kernels, int rows, int columns) {
    Tensor tensor = kernels.tensor(rows, columns);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, i);
    }
    return tensor;
  }
}
