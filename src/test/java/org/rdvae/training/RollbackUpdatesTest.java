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

/** What is remembered of the steps that a rollback undid: nothing but how many they were. */
class RollbackUpdatesTest {
  /** A gradient's two numbers in a few steps. */
  private static final float[][] GRADIENTS = {
    {0.5f, -0.2f}, {0.4f, 0.1f}, {0.7f, 0.3f}, {0.2f, -0.6f}, {0.1f, 0.9f}
  };

  static Stream<Arguments> updates() {
    List<Arguments> all = new ArrayList<>();
    for (Device device : List.of(TestDevice.CPU, TestDevice.LIKE_CARD)) {
      for (int point : new int[] {0, 1, 3}) {
        for (double decay : new double[] {0, 0.9}) {
          all.add(Arguments.of(device, point, decay, 0.0));
          all.add(Arguments.of(device, point, decay, 3.0));
        }
      }
    }
    return all.stream();
  }

  private static final class Updated implements AutoCloseable {
    private final Kernels kernels;
    private final Tensor gradients;
    private final Parameters parameters;
    private long step;

    private Updated(Device device, double decay, double skipFactor, Snapshot start) {
      kernels = device.kernels(Precision.FLOAT32);
      gradients = kernels.tensor(1, 2);
      parameters =
          Parameters.of(
              kernels,
              ParameterMemory.settings(ParameterMemory.ADAM, 0, skipFactor, decay)
                  .with(OnNonFinite.ROLLBACK),
              new int[] {1, 2},
              gradients,
              kernels.tensor(1, 2),
              start,
              1);
      step = start.position().step();
    }

    private void update(float... gradient) {
      gradients.write(gradient);
      parameters.update(step, 1);
      step++;
    }

    private Snapshot state() {
      return new Snapshot(ParameterMemory.at(step), parameters.model(), parameters.state());
    }

    @Override
    public void close() {
      parameters.close();
      kernels.close();
    }
  }

  @ParameterizedTest(name = "to step {1}, decay {2}, factor {3}, {0}")
  @MethodSource("updates")
  void theStepAfterItIsThatAfterTheSavedState(
      Device device, int point, double decay, double skipFactor) {
    try (Updated first =
        new Updated(device, decay, skipFactor, ParameterMemory.start(0.25f, -0.5f))) {
      for (int i = 0; i < point; i++) {
        first.update(GRADIENTS[i]);
      }
      Snapshot saved = first.state();
      for (float[] gradient : GRADIENTS) {
        first.update(gradient);
      }
      first.update(Float.NaN, 1);
      first.parameters.goBack(saved, first.step - point);
      assertThat(first.state().parameters()).isEqualTo(saved.parameters());
      if (skipFactor > 0 && point > 0) {
        assertThat(first.state().state().scalars().get("norm-mean"))
            .isEqualTo(saved.state().scalars().get("norm-mean"));
      }
      try (Updated fresh = new Updated(device, decay, skipFactor, saved);
          Updated resumed = new Updated(device, decay, skipFactor, first.state())) {
        for (float[] gradient : GRADIENTS) {
          first.update(gradient);
          fresh.update(gradient);
          resumed.update(gradient);
          expectSame(fresh, first);
          expectSame(resumed, first);
        }
        assertThat(resumed.state().state().scalars()).isEqualTo(first.state().state().scalars());
        assertThat(first.parameters.skippedSteps()).isEqualTo(1);
        assertThat(first.state().state().scalars()).containsEntry("lost-steps", 5.0);
      }
    }
  }

  private static void expectSame(Updated expected, Updated found) {
    assertThat(found.state().parameters()).isEqualTo(expected.state().parameters());
    assertThat(found.state().state().vectors())
        .usingRecursiveComparison()
        .isEqualTo(expected.state().state().vectors());
  }
}
