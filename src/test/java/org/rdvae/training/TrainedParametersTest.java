package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.TrainingSettings.Averaging;
import org.rdvae.training.TrainingSettings.Optimizer;
import org.rdvae.training.TrainingSettings.Schedule;

/** Plain descent with rate 1 makes most results exact: p = p - g. */
class TrainedParametersTest {
  private static final Optimizer DESCENT = new Optimizer.Momentum(1, 0, false, 0);
  private static final Optimizer ADAM = new Optimizer.Adam(1e-2, 0.9, 0.999, 1e-8, 0);

  private final Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32);
  private Tensor gradients;
  private Tensor values;

  @AfterEach
  void close() {
    kernels.close();
  }

  @ParameterizedTest
  @MethodSource("org.rdvae.training.PiecewiseUpdates#sizes")
  void moveInJavaAndInNativeMemory(int size) {
    float[] start = PiecewiseUpdates.startingValues(size);
    float[] gradient = PiecewiseUpdates.gradient(1, size);
    TrainedParameters parameters = parameters(DESCENT, 0, 0, 0, start(start));
    assertThat(inNativeMemory()).isEqualTo(start);
    gradients.write(gradient);
    double norm = parameters.update(0, 1);
    float[] expected = new float[size];
    for (int i = 0; i < size; i++) {
      expected[i] = start[i] - gradient[i];
    }
    assertThat(parameters.model()).isEqualTo(expected);
    assertThat(inNativeMemory()).isEqualTo(expected);
    assertThat(norm).isCloseTo(trueNorm(gradient), within(1e-6 * trueNorm(gradient)));
  }

  /** A limit that no gradient reaches changes how the norm is measured and nothing else. */
  @Test
  void areTheSameWhetherTheNormComesFirst() {
    int size = 40_000;
    float[] start = PiecewiseUpdates.startingValues(size);
    TrainedParameters onePass = parameters(ADAM, 0, 0, 0, start(start));
    Tensor ofOnePass = gradients;
    TrainedParameters twoPasses = parameters(ADAM, 1e30, 0, 0, start(start));
    for (int step = 0; step < 5; step++) {
      ofOnePass.write(PiecewiseUpdates.gradient(step, size));
      gradients.write(PiecewiseUpdates.gradient(step, size));
      double norm = onePass.update(step, 0.5);
      assertThat(twoPasses.update(step, 0.5)).isCloseTo(norm, within(1e-6 * norm));
    }
    assertThat(twoPasses.model()).isEqualTo(onePass.model());
  }

  /** With clipping the norm decides, and with it the order of its sum. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void areTheSameToTheBitForAnyNumberOfThreads(Optimizer optimizer, double clipNorm) {
    int size = 800_000;
    float[] start = PiecewiseUpdates.startingValues(size);
    List<float[]> models = new ArrayList<>();
    List<Double> norms = new ArrayList<>();
    for (int threads : new int[] {1, 2, 3}) {
      gradients = kernels.tensor(1, size);
      values = kernels.tensor(1, size);
      try (TrainedParameters parameters =
          new TrainedParameters(
              settings(optimizer, clipNorm, 0, 0.9),
              new int[] {10, 400_000, size},
              gradients,
              values,
              start(start),
              threads)) {
        for (int step = 0; step < 4; step++) {
          gradients.write(PiecewiseUpdates.gradient(step, size));
          norms.add(parameters.update(step, 1));
        }
        models.add(parameters.model());
        models.add(inNativeMemory());
      }
    }
    for (int i = 2; i < models.size(); i++) {
      assertThat(Arrays.equals(models.get(i), models.get(i % 2))).as("model %d", i).isTrue();
    }
    assertThat(norms.subList(4, 8)).isEqualTo(norms.subList(0, 4));
    assertThat(norms.subList(8, 12)).isEqualTo(norms.subList(0, 4));
  }

  static List<Arguments> optimizers() {
    return List.of(
        Arguments.of(ADAM, 0),
        Arguments.of(ADAM, 1),
        Arguments.of(new Optimizer.AdamNormGrad(1e-2, 0.9, 0.999, 1e-8, 0), 0),
        Arguments.of(new Optimizer.Momentum(0.1, 0.9, true, 0), 1));
  }

  @Test
  void scaleTheGradientDownToTheLargestNorm() {
    TrainedParameters parameters = parameters(DESCENT, 2.5, 0, 0, start(0, 0));
    gradients.write(new float[] {3, -4});
    assertThat(parameters.update(0, 1)).isEqualTo(5);
    assertThat(parameters.model()).containsExactly(-1.5f, 2);
    gradients.write(new float[] {0.5f, 0});
    parameters.update(1, 1);
    assertThat(parameters.model()).containsExactly(-2, 2);
  }

  @Test
  void standStillInASkippedStep() {
    TrainedParameters parameters = parameters(ADAM, 0, 2, 0.9, start(1, 2, 3));
    for (int step = 0; step < 100; step++) {
      gradients.write(new float[] {1, -1, 2});
      parameters.update(step, 1);
    }
    float[] model = parameters.model();
    float[] before = inNativeMemory();
    TrainingState state = parameters.state();
    gradients.write(new float[] {100, -100, 200});
    assertThat(parameters.update(100, 1)).isCloseTo(100 * Math.sqrt(6), within(1e-3));
    assertThat(parameters.skippedSteps()).isEqualTo(1);
    assertThat(parameters.model()).isEqualTo(model);
    assertThat(inNativeMemory()).isEqualTo(before);
    assertThat(parameters.state().vectors()).usingRecursiveComparison().isEqualTo(state.vectors());
  }

  /** Adam's bias correction and the average's ramp count updates, not steps. */
  @Test
  void goOnAfterASkippedStepAsIfItHadNotBeen() {
    TrainedParameters skipping = parameters(ADAM, 0, 2, 0.999, start(1, 2, 3));
    Tensor ofSkipping = gradients;
    TrainedParameters calm = parameters(ADAM, 0, 2, 0.999, start(1, 2, 3));
    for (int step = 0; step < 110; step++) {
      ofSkipping.write(new float[] {1, -1, step % 3});
      gradients.write(new float[] {1, -1, step % 3});
      calm.update(step, 1);
      if (step == 105) {
        ofSkipping.write(new float[] {0, 1e6f, 0});
        skipping.update(step, 1);
        ofSkipping.write(new float[] {1, -1, step % 3});
      }
      skipping.update(step < 105 ? step : step + 1, 1);
    }
    assertThat(skipping.skippedSteps()).isEqualTo(1);
    assertThat(skipping.model()).isEqualTo(calm.model());
  }

  @Test
  void areUsedAveraged() {
    TrainedParameters parameters = parameters(DESCENT, 0, 0, 0.25, start(8, 0));
    gradients.write(new float[] {4, -1});
    parameters.update(0, 1);
    parameters.update(1, 1);
    // Decays 2/11 and min(0.25, 3/12): 8 - 4 * 9/11 = 52/11; 0.25 * 52/11 = 13/11.
    assertThat(parameters.model()[0]).isCloseTo(13f / 11, within(1e-6f));
    assertThat(parameters.state().vectors().get("parameters")).containsExactly(0, 2);
    assertThat(inNativeMemory()).containsExactly(0, 2);
  }

  @Test
  void areFollowedByTheStatisticsInNativeMemory() {
    double decay = 0;
    gradients = kernels.tensor(1, 4);
    values = kernels.tensor(1, 4);
    TrainedParameters parameters =
        new TrainedParameters(
            settings(DESCENT, 0, 0, decay),
            new int[] {1, 2},
            gradients,
            values,
            start(1, 1, 7, 8),
            1);
    assertThat(inNativeMemory()).containsExactly(1, 1, 7, 8);
    gradients.write(new float[] {1, 1, 99, 99});
    values.set(2, -7);
    values.set(3, -8);
    assertThat(parameters.update(0, 1)).as("norm").isCloseTo(Math.sqrt(2), within(1e-7));
    float[] model = parameters.model();
    assertThat(Arrays.copyOfRange(model, 2, 4)).containsExactly(-7, -8);
    assertThat(inNativeMemory()).containsExactly(0, 0, -7, -8);
    parameters.state().vectors().forEach((name, vector) -> assertThat(vector).as(name).hasSize(2));

    values = kernels.tensor(1, 4);
    TrainedParameters resumed =
        new TrainedParameters(
            settings(DESCENT, 0, 0, decay),
            new int[] {1, 2},
            kernels.tensor(1, 4),
            values,
            new Snapshot(at(1), model, parameters.state()),
            1);
    assertThat(inNativeMemory()).containsExactly(0, 0, -7, -8);
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
    assertThat(inNativeMemory()[2]).as("the forward pass goes on from its own").isEqualTo(5);
    Snapshot between = new Snapshot(at(1), parameters.model(), parameters.state());
    assertThat(between.state().vectors().get("statistics")).containsExactly(5);
    assertThat(between.state().vectors().get("parameters")).hasSize(2);

    step(parameters, 1, 9);
    assertThat(parameters.model()[2]).isCloseTo(first + 0.75f * (9 - first), within(1e-6f));

    TrainedParameters resumed = withStatistic(between);
    assertThat(inNativeMemory()[2]).isEqualTo(5);
    assertThat(resumed.model()).isEqualTo(between.parameters());
    step(resumed, 1, 9);
    assertThat(resumed.model()).isEqualTo(parameters.model());
    assertThat(resumed.state()).usingRecursiveComparison().isEqualTo(parameters.state());
    assertThat(start.parameters()).containsExactly(8, 0, 2);
  }

  private TrainedParameters withStatistic(Snapshot start) {
    gradients = kernels.tensor(1, 3);
    values = kernels.tensor(1, 3);
    return new TrainedParameters(
        settings(DESCENT, 0, 0, 0.25), new int[] {1, 2}, gradients, values, start, 1);
  }

  private void step(TrainedParameters parameters, long step, double statistic) {
    values.set(2, statistic);
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

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void saySoIfTheGradientIsNotFinite(float bad) {
    for (double clipNorm : new double[] {0, 1}) {
      TrainedParameters parameters = parameters(ADAM, clipNorm, 0, 0, start(1, 2));
      gradients.write(new float[] {1, bad});
      assertThat(parameters.update(0, 1)).matches(norm -> !Double.isFinite(norm));
    }
  }

  @Test
  void doNotTouchWhatTheyStartFrom() {
    float[] start = {1, 2};
    float[] velocity = {1, 1};
    TrainingState state =
        new TrainingState(new TreeMap<>(Map.of("velocity", velocity)), new TreeMap<>());
    Optimizer momentum = new Optimizer.Momentum(1, 0.5, false, 0);
    TrainedParameters parameters = parameters(momentum, 0, 0, 0, new Snapshot(at(3), start, state));
    gradients.write(new float[] {1, 1});
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
    assertThatThrownBy(() -> parameters(optimizer, 0, 0, decay, start))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA))
        .hasMessage(
            "The training state to go on from does not fit the training settings: expected "
                + message);
  }

  private TrainedParameters parameters(
      Optimizer optimizer, double clipNorm, double skipNormFactor, double decay, Snapshot start) {
    int size = start.parameters().length;
    gradients = kernels.tensor(1, size);
    values = kernels.tensor(1, size);
    return new TrainedParameters(
        settings(optimizer, clipNorm, skipNormFactor, decay),
        size == 1 ? new int[] {1} : new int[] {1, size},
        gradients,
        values,
        start,
        1);
  }

  private static TrainingSettings settings(
      Optimizer optimizer, double clipNorm, double skipNormFactor, double decay) {
    return new TrainingSettings(
        1,
        1,
        optimizer,
        new Schedule.Constant(),
        clipNorm,
        skipNormFactor,
        new Averaging(decay),
        0,
        1,
        1,
        TrainingSettings.Prefetch.OFF);
  }

  private static Snapshot start(float... parameters) {
    return new Snapshot(Position.START, parameters, TrainingState.EMPTY);
  }

  private static Position at(long step) {
    return new Position(step, 0, (int) step, Double.NaN, 0, 0, false);
  }

  private float[] inNativeMemory() {
    float[] all = new float[(int) values.size()];
    values.read(all);
    return all;
  }

  private static double trueNorm(float[] gradient) {
    double sum = 0;
    for (float element : gradient) {
      sum += (double) element * element;
    }
    return Math.sqrt(sum);
  }
}
