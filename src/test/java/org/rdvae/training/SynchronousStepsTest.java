package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.training.BarsTraining.Recorder;
import org.rdvae.training.ClusterSettings.Mode;
import org.rdvae.training.TrainingSettings.Optimizer.Momentum;

/**
 * Steps that executors share are those of one machine. Plain descent tells a sum from a mean, which
 * Adam does not, and without noise in the latent variables nothing else can differ.
 */
class SynchronousStepsTest {
  private static final double TOLERANCE = 1e-6;

  private static BarsTraining descent(double learningRate) {
    return BarsTraining.usual(1).with(new Momentum(learningRate, 0, false, 0));
  }

  /** The usual start, but for standard deviations of 3e-7 in the place of any that vary. */
  private static Snapshot withoutNoise(BarsTraining training) {
    float[] values = training.start().parameters();
    ParameterLayout layout = training.architecture().layout();
    int found = 0;
    for (ParameterSpec parameter : layout.parameters()) {
      if (parameter.name().contains("log-stddev")) {
        int from = layout.offset(parameter.name());
        float value = parameter.name().endsWith("bias") ? -15 : 0;
        Arrays.fill(values, from, Math.toIntExact(from + parameter.size()), value);
        found++;
      }
    }
    assertThat(found).isEqualTo(2);
    return new Snapshot(training.start().position(), values, training.start().state());
  }

  private static Snapshot shared(BarsTraining training, int executors, int steps, Snapshot start) {
    ClusterSettings cluster = new ClusterSettings(executors, Mode.SYNCHRONOUS, 1);
    Recorder recorder = new Recorder(trainer -> trainer.position().step() < steps);
    try (Trainer trainer =
        training.sharedTrainer(cluster, training.rounds(cluster, false, start), start)) {
      trainer.run(Validators.ofParameters(), recorder);
      return trainer.snapshot();
    }
  }

  private static Snapshot alone(BarsTraining training, int steps, Snapshot start) {
    return training
        .run(start, Validators.ofParameters(), trainer -> trainer.position().step() < steps)
        .end();
  }

  private static double[] difference(Snapshot from, Snapshot to) {
    double[] difference = new double[from.parameters().length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = (double) from.parameters()[i] - to.parameters()[i];
    }
    return difference;
  }

  @ParameterizedTest(name = "{0} executors")
  @ValueSource(ints = {1, 2, 4, 8})
  void theMeanOfThePartsGradientsIsThatOfTheBatch(int executors) {
    BarsTraining training = descent(1);
    Snapshot start = withoutNoise(training);
    double[] gradient = difference(start, alone(training, 1, start));
    assertThat(Arrays.stream(gradient).map(Math::abs).max().orElseThrow()).isGreaterThan(0.1);
    assertSame(difference(start, shared(training, executors, 1, start)), gradient);
  }

  /** Every batch of an epoch has its rows, and clipping sees the gradient of all. */
  @ParameterizedTest(name = "{0} executors, clipped at {1}")
  @CsvSource({"2,0", "4,0", "2,0.5"})
  void anEpochIsThatOfOneMachine(int executors, double clipNorm) {
    BarsTraining training = descent(0.1).withClipping(clipNorm);
    Snapshot start = withoutNoise(training);
    int steps = BarsTraining.STEPS_PER_EPOCH;
    assertSame(
        difference(start, shared(training, executors, steps, start)),
        difference(start, alone(training, steps, start)));
  }

  private static void assertSame(double[] found, double[] expected) {
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(found[i] - expected[i]));
    }
    assertThat(largest).isLessThan(TOLERANCE);
  }
}
