package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.TrainingSettings.OnNonFinite;

/** A step that is left out as an outlier leaves no running statistics behind. */
class LeftOutStatisticsTest {
  static Stream<Arguments> updates() {
    List<Arguments> all = new ArrayList<>();
    for (Device device : List.of(TestDevice.CPU, TestDevice.LIKE_CARD)) {
      for (OnNonFinite answer : OnNonFinite.values()) {
        for (double decay : new double[] {0, 0.9}) {
          all.add(Arguments.of(device, answer, decay));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{1}, decay {2}, {0}")
  @MethodSource("updates")
  void areThoseOfTheStepBefore(Device device, OnNonFinite answer, double decay) {
    try (Kernels kernels = device.kernels(Precision.FLOAT32)) {
      Tensor gradients = kernels.tensor(1, 1);
      Tensor values = kernels.tensor(1, 3);
      Parameters parameters =
          Parameters.of(
              kernels,
              ParameterMemory.settings(ParameterMemory.ADAM, 0, 3, decay).with(answer),
              new int[] {1},
              gradients,
              values,
              ParameterMemory.start(0.5f, 0, 1),
              1);
      Tensor statistics = kernels.view(values, 1, 1, 2);
      for (int step = 0; step < 110; step++) {
        boolean spoiled = step == 103 || step == 104;
        statistics.write(spoiled ? new float[] {1e9f, -1e9f} : new float[] {step, -step});
        gradients.write(new float[] {spoiled ? 1e6f : 1});
        parameters.update(step, 1);
        int last = spoiled ? 102 : step;
        float[] found = new float[2];
        statistics.read(found);
        assertThat(found).as("after step %d", step).containsExactly(last, -last);
      }
      assertThat(parameters.skippedSteps()).isEqualTo(2);
      assertThat(parameters.model()[1]).isBetween(90f, 109f);
      parameters.close();
    }
  }
}
