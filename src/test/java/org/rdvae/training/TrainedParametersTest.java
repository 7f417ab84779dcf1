package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.training.ParameterMemory.ADAM;
import static org.rdvae.training.ParameterMemory.DESCENT;
import static org.rdvae.training.ParameterMemory.settings;
import static org.rdvae.training.ParameterMemory.start;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.tensor.Tensor;
import org.rdvae.training.TrainingSettings.Optimizer;

/** The update of trained parameters. */
class TrainedParametersTest {
  private final ParameterMemory memory = new ParameterMemory();

  @AfterEach
  void close() {
    memory.close();
  }

  @ParameterizedTest
  @MethodSource("org.rdvae.training.PiecewiseUpdates#sizes")
  void moveInJavaAndInNativeMemory(int size) {
    float[] start = PiecewiseUpdates.startingValues(size);
    float[] gradient = PiecewiseUpdates.gradient(1, size);
    TrainedParameters parameters = memory.parameters(DESCENT, 0, 0, 0, start(start));
    assertThat(memory.read()).isEqualTo(start);
    memory.gradients.write(gradient);
    double norm = parameters.update(0, 1);
    float[] expected = new float[size];
    for (int i = 0; i < size; i++) {
      expected[i] = start[i] - gradient[i];
    }
    assertThat(parameters.model()).isEqualTo(expected);
    assertThat(memory.read()).isEqualTo(expected);
    assertThat(norm).isCloseTo(trueNorm(gradient), within(1e-6 * trueNorm(gradient)));
  }

  /** A limit that no gradient reaches changes how the norm is measured and nothing else. */
  @Test
  void areTheSameWhetherTheNormComesFirst() {
    int size = 40_000;
    float[] start = PiecewiseUpdates.startingValues(size);
    TrainedParameters onePass = memory.parameters(ADAM, 0, 0, 0, start(start));
    Tensor ofOnePass = memory.gradients;
    TrainedParameters twoPasses = memory.parameters(ADAM, 1e30, 0, 0, start(start));
    for (int step = 0; step < 5; step++) {
      ofOnePass.write(PiecewiseUpdates.gradient(step, size));
      memory.gradients.write(PiecewiseUpdates.gradient(step, size));
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
      memory.gradients = memory.kernels.tensor(1, size);
      memory.values = memory.kernels.tensor(1, size);
      try (TrainedParameters parameters =
          new TrainedParameters(
              settings(optimizer, clipNorm, 0, 0.9),
              new int[] {10, 400_000, size},
              memory.gradients,
              memory.values,
              start(start),
              threads)) {
        for (int step = 0; step < 4; step++) {
          memory.gradients.write(PiecewiseUpdates.gradient(step, size));
          norms.add(parameters.update(step, 1));
        }
        models.add(parameters.model());
        models.add(memory.read());
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
    TrainedParameters parameters = memory.parameters(DESCENT, 2.5, 0, 0, start(0, 0));
    memory.gradients.write(new float[] {3, -4});
    assertThat(parameters.update(0, 1)).isEqualTo(5);
    assertThat(parameters.model()).containsExactly(-1.5f, 2);
    memory.gradients.write(new float[] {0.5f, 0});
    parameters.update(1, 1);
    assertThat(parameters.model()).containsExactly(-2, 2);
  }

  @Test
  void standStillInASkippedStep() {
    TrainedParameters parameters = memory.parameters(ADAM, 0, 2, 0.9, start(1, 2, 3));
    for (int step = 0; step < 100; step++) {
      memory.gradients.write(new float[] {1, -1, 2});
      parameters.update(step, 1);
    }
    float[] model = parameters.model();
    float[] before = memory.read();
    TrainingState state = parameters.state();
    memory.gradients.write(new float[] {100, -100, 200});
    assertThat(parameters.update(100, 1)).isCloseTo(100 * Math.sqrt(6), within(1e-3));
    assertThat(parameters.skippedSteps()).isEqualTo(1);
    assertThat(parameters.model()).isEqualTo(model);
    assertThat(memory.read()).isEqualTo(before);
    assertThat(parameters.state().vectors()).usingRecursiveComparison().isEqualTo(state.vectors());
  }

  /** Adam's bias correction and the average's ramp count updates, not steps. */
  @Test
  void goOnAfterASkippedStepAsIfItHadNotBeen() {
    TrainedParameters skipping = memory.parameters(ADAM, 0, 2, 0.999, start(1, 2, 3));
    Tensor ofSkipping = memory.gradients;
    TrainedParameters calm = memory.parameters(ADAM, 0, 2, 0.999, start(1, 2, 3));
    for (int step = 0; step < 110; step++) {
      ofSkipping.write(new float[] {1, -1, step % 3});
      memory.gradients.write(new float[] {1, -1, step % 3});
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

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void saySoIfTheGradientIsNotFinite(float bad) {
    for (double clipNorm : new double[] {0, 1}) {
      TrainedParameters parameters = memory.parameters(ADAM, clipNorm, 0, 0, start(1, 2));
      memory.gradients.write(new float[] {1, bad});
      assertThat(parameters.update(0, 1)).matches(norm -> !Double.isFinite(norm));
    }
  }

  private static double trueNorm(float[] gradient) {
    double sum = 0;
    for (float element : gradient) {
      sum += (double) element * element;
    }
    return Math.sqrt(sum);
  }
}
