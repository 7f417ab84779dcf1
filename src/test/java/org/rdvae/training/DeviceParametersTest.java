package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.base.Failure;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.BarsTraining.Recorder;
import org.rdvae.training.TrainingSettings.Optimizer;
import org.rdvae.training.TrainingSettings.Schedule;

/** Trainings planned for a card beside the same ones on the CPU. */
class DeviceParametersTest {
  private static final Optimizer DECAYING = new Optimizer.Adam(1e-2, 0.8, 0.99, 1e-3, 0.1);

  static Stream<Arguments> trainings() {
    BarsTraining usual = BarsTraining.usual(4);
    return Stream.of(
        Arguments.of("usual", usual),
        Arguments.of("weight decay", usual.with(DECAYING)),
        Arguments.of("schedule", usual.withRate(1e-2, new Schedule.Linear(0.1), 0)),
        Arguments.of("logged now and then", usual.withIntervals(0, 1, 5)),
        Arguments.of("clipped", usual.withRate(1e-2, new Schedule.Constant(), 0.5)),
        Arguments.of("averaged", usual.withAveraging(0.9)),
        Arguments.of("outlier rule", usual.withSkipping(3)),
        Arguments.of("left out", usual.with(TrainingSettings.OnNonFinite.SKIP)),
        Arguments.of("rolled back", usual.with(TrainingSettings.OnNonFinite.ROLLBACK)),
        Arguments.of("divided", usual.with(new Optimizer.AdamNormGrad(1e-2, 0.9, 0.999, 1e-8, 0))),
        Arguments.of("momentum", usual.with(new Optimizer.Momentum(1e-3, 0.9, false, 0))),
        Arguments.of(
            "all of it",
            usual
                .withRate(1e-2, new Schedule.Linear(0.1), 0.5)
                .with(new Optimizer.Momentum(1e-3, 0.9, true, 1e-2))
                .withAveraging(0.9)
                .withSkipping(3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trainings")
  void goAsTheyGoOnTheCpu(String name, BarsTraining training) {
    Recorder expected = run(TestDevice.CPU, training, training.start());
    Recorder found = run(TestDevice.LIKE_CARD, training, training.start());
    assertThat(found.steps).hasSameSizeAs(expected.steps).isNotEmpty();
    for (int i = 0; i < expected.steps.size(); i++) {
      assertThat(found.steps.get(i).loss())
          .as("loss %d", i)
          .isCloseTo(expected.steps.get(i).loss(), within(1e-3));
      assertThat(found.steps.get(i).gradientNorm())
          .as("norm %d", i)
          .isCloseTo(expected.steps.get(i).gradientNorm(), within(1e-3));
    }
    expectClose("parameters", found.end().parameters(), expected.end().parameters());
    assertThat(found.end().state().vectors().keySet())
        .isEqualTo(expected.end().state().vectors().keySet());
    expected
        .end()
        .state()
        .vectors()
        .forEach(
            (vector, values) ->
                expectClose(vector, found.end().state().vectors().get(vector), values));
  }

  /** A checkpoint tells nothing of where it was written, and goes on anywhere. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("trainings")
  void goOnOnTheOtherDevice(String name, BarsTraining training) {
    Snapshot expected = run(TestDevice.CPU, training, training.start()).end();
    for (List<Device> devices :
        List.of(
            List.of(TestDevice.CPU, TestDevice.LIKE_CARD),
            List.of(TestDevice.LIKE_CARD, TestDevice.CPU))) {
      Snapshot half =
          training
              .run(
                  devices.get(0),
                  training.start(),
                  Validators.ofParameters(),
                  trainer -> trainer.position().step() < 13)
              .end();
      assertThat(half.position().step()).isEqualTo(13);
      Snapshot end = run(devices.get(1), training, half).end();
      expectClose("parameters", end.parameters(), expected.parameters());
    }
  }

  /** Where the norm is not measured, the next snapshot finds out, and nothing is written. */
  @Test
  void aSpoiledModelIsNeverGivenAway() {
    BarsTraining training =
        BarsTraining.usual(4)
            .with(new Optimizer.Adam(1e30, 0.9, 0.999, 1e-8, 0))
            .withIntervals(0, 1000, 1000);
    assertThatThrownBy(
            () ->
                training.run(
                    TestDevice.LIKE_CARD,
                    training.start(),
                    Validators.ofParameters(),
                    trainer -> {
                      if (trainer.position().step() == 5) {
                        trainer.snapshot();
                      }
                      return true;
                    }))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA))
        .hasMessageContaining("after step 5 a parameter is not finite");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trainings")
  void aStepReadsNothingFromTheDeviceUnlessItIsLogged(String name, BarsTraining any) {
    BarsTraining training = any.withIntervals(0, 2, 8);
    // Somebody who goes on after a gradient that is not finite must know of it.
    boolean answers = training.settings().onNonFinite() != TrainingSettings.OnNonFinite.STOP;
    List<Long> reads = new ArrayList<>();
    training.run(
        TestDevice.LIKE_CARD,
        training.start(),
        Validators.scripted(1, 1),
        trainer -> reads.add(TestDevice.readsFromCard()));
    assertThat(reads).hasSize(32);
    for (int step = 2; step <= 32; step++) {
      long hasRead = reads.get(step - 1) - reads.get(step - 2);
      if (step % 8 == 0) {
        assertThat(hasRead).as("reading in step %d", step).isPositive();
      } else {
        assertThat(hasRead).as("reading in step %d", step).isEqualTo(answers ? 1 : 0);
      }
    }
  }

  private static Recorder run(Device device, BarsTraining training, Snapshot from) {
    return training.run(device, from, Validators.ofParameters(), trainer -> true);
  }

  private static void expectClose(String name, float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as("%s %d", name, i).isCloseTo(expected[i], within(2e-3f));
    }
  }
}
