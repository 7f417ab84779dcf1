package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.training.ParameterMemory.ADAM;
import static org.rdvae.training.ParameterMemory.DESCENT;
import static org.rdvae.training.ParameterMemory.at;
import static org.rdvae.training.ParameterMemory.settings;
import static org.rdvae.training.ParameterMemory.start;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;
import org.rdvae.training.TrainingSettings.Optimizer;

/** Parameters with averages and statistics, saved and gone on from. */
class SavedParametersTest {
  private final ParameterMemory memory = new ParameterMemory();

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void areUsedAveraged() {
    TrainedParameters parameters = memory.parameters(DESCENT, 0, 0, 0.25, start(8, 0));
    memory.gradients.write(new float[] {4, -1});
    parameters.update(0, 1);
    parameters.update(1, 1);
    // Decays 2/11 and min(0.25, 3/12): 8 - 4 * 9/11 = 52/11; 0.25 * 52/11 = 13/11.
    assertThat(parameters.model()[0]).isCloseTo(13f / 11, within(1e-6f));
    assertThat(parameters.state().vectors().get("parameters")).containsExactly(0, 2);
    assertThat(memory.read()).containsExactly(0, 2);
  }

  @Test
  void areFollowedByTheStatisticsInNativeMemory() {
    double decay = 0;
    memory.gradients = memory.kernels.tensor(1, 4);
    memory.values = memory.kernels.tensor(1, 4);
    TrainedParameters parameters =
        new TrainedParameters(
            settings(DESCENT, 0, 0, decay),
            new int[] {1, 2},
            memory.gradients,
            memory.values,
            start(1, 1, 7, 8),
            1);
    assertThat(memory.read()).containsExactly(1, 1, 7, 8);
    memory.gradients.write(new float[] {1, 1, 99, 99});
    memory.values.set(2, -7);
    memory.values.set(3, -8);
    assertThat(parameters.update(0, 1)).as("norm").isCloseTo(Math.sqrt(2), within(1e-7));
    float[] model = parameters.model();
    assertThat(Arrays.copyOfRange(model, 2, 4)).containsExactly(-7, -8);
    assertThat(memory.read()).containsExactly(0, 0, -7, -8);
    parameters.state().vectors().forEach((name, vector) -> assertThat(vector).as(name).hasSize(2));

    memory.values = memory.kernels.tensor(1, 4);
    TrainedParameters resumed =
        new TrainedParameters(
            settings(DESCENT, 0, 0, decay),
            new int[] {1, 2},
            memory.kernels.tensor(1, 4),
            memory.values,
            new Snapshot(at(1), model, parameters.state()),
            1);
    assertThat(memory.read()).containsExactly(0, 0, -7, -8);
    assertThat(resumed.model()).isEqualTo(model);
  }

  /**
   * The forward pass writes the statistics 5 and then 9; decays are 2/11 and min(0.25, 3/12), as
   * for the parameters.
   */
  @Test
  void areUsedWithAveragedStatistics() {
    Snapshot start = start(8, 0, 2);
    TrainedParameters parameters = withStatistic(start);
    step(parameters, 0, 5);
    float first = 2 + 9 / 11f * (5 - 2);
    assertThat(parameters.model()[2]).isCloseTo(first, within(1e-6f));
    assertThat(memory.read()[2]).as("the forward pass goes on from its own").isEqualTo(5);
    Snapshot between = new Snapshot(at(1), parameters.model(), parameters.state());
    assertThat(between.state().vectors().get("statistics")).containsExactly(5);
    assertThat(between.state().vectors().get("parameters")).hasSize(2);

    step(parameters, 1, 9);
    assertThat(parameters.model()[2]).isCloseTo(first + 0.75f * (9 - first), within(1e-6f));

    TrainedParameters resumed = withStatistic(between);
    assertThat(memory.read()[2]).isEqualTo(5);
    assertThat(resumed.model()).isEqualTo(between.parameters());
    step(resumed, 1, 9);
    assertThat(resumed.model()).isEqualTo(parameters.model());
    assertThat(resumed.state()).usingRecursiveComparison().isEqualTo(parameters.state());
    assertThat(start.parameters()).containsExactly(8, 0, 2);
  }

  private TrainedParameters withStatistic(Snapshot start) {
    memory.gradients = memory.kernels.tensor(1, 3);
    memory.values = memory.kernels.tensor(1, 3);
    return new TrainedParameters(
        settings(DESCENT, 0, 0, 0.25), new int[] {1, 2}, memory.gradients, memory.values, start, 1);
  }

  private void step(TrainedParameters parameters, long step, double statistic) {
    memory.values.set(2, statistic);
    parameters.update(step, 1);
  }

  @Test
  void refuseAStateWithoutTheStatisticsOfTheLastStep() {
    TrainingState state =
        new TrainingState(
            new TreeMap<>(Map.of("velocity", new float[2], "parameters", new float[2])),
            new TreeMap<>());
    assertThatThrownBy(() -> withStatistic(new Snapshot(at(1), new float[3], state)))
        .isInstanceOf(Failure.class)
        .hasMessageEndingWith(
            "expected parameters, statistics, velocity; found parameters, velocity");
  }

  @Test
  void doNotTouchWhatTheyStartFrom() {
    float[] start = {1, 2};
    float[] velocity = {1, 1};
    TrainingState state =
        new TrainingState(new TreeMap<>(Map.of("velocity", velocity)), new TreeMap<>());
    Optimizer momentum = new Optimizer.Momentum(1, 0.5, false, 0);
    TrainedParameters parameters =
        memory.parameters(momentum, 0, 0, 0, new Snapshot(at(3), start, state));
    memory.gradients.write(new float[] {1, 1});
    parameters.update(3, 1);
    assertThat(start).containsExactly(1, 2);
    assertThat(velocity).containsExactly(1, 1);
    assertThat(parameters.state().vectors().get("velocity")).containsExactly(1.5f, 1.5f);
  }

  @Test
  void refuseAStateOfOtherSettings() {
    TrainingState state =
        new TrainingState(
            new TreeMap<>(Map.of("velocity", new float[2])),
            new TreeMap<>(Map.of("skipped-steps", 1.0)));
    refuses(
        ADAM, 0.9, state, "first-moment, parameters, second-moment; found skipped-steps, velocity");
    refuses(DESCENT, 0, TrainingState.EMPTY, "velocity; found nothing");
  }

  private void refuses(Optimizer optimizer, double decay, TrainingState state, String message) {
    Snapshot start = new Snapshot(at(1), new float[2], state);
    assertThatThrownBy(() -> memory.parameters(optimizer, 0, 0, decay, start))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA))
        .hasMessage(
            "The training state to go on from does not fit the training settings: expected "
                + message);
  }
}
