package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
import org.rdvae.training.TrainingSettings.Optimizer;

/**
 * The same gradients given to parameters in Java and to those on a card, and to both by turns:
 * every optimiser, with and without clipping, averaging and the outlier rule, over steps of which
 * some are outliers. A state that either writes is gone on from by the other.
 */
class DeviceHandoverTest {
  private static final int[] ENDS = {3, 4, 260, 300};
  private static final int VALUES = 307;
  private static final int STEPS = 140;

  /** The first is too early to be left out. */
  private static final List<Integer> SPIKES = List.of(50, 103, 112, 113, 131);

  /** The library's Adam takes 1 - 0.999 in float32, which is 1.3e-5 of it too little. */
  private static final float TOLERANCE = 2e-5f;

  private static final Device JAVA = TestDevice.CPU;
  private static final Device CARD = TestDevice.LIKE_CARD;

  /** Who computes the steps until the one of the number. */
  private record Turn(Device device, int end) {}

  /** What is left of a run. */
  private record End(Snapshot snapshot, List<Double> norms, long skipped) {}

  static Stream<Arguments> settings() {
    List<Arguments> all = new ArrayList<>();
    for (Optimizer optimizer :
        List.of(
            new Optimizer.Adam(1e-2, 0.9, 0.999, 1e-8, 0),
            new Optimizer.Adam(1e-2, 0.8, 0.99, 1e-4, 0.1),
            new Optimizer.AdamNormGrad(1e-2, 0.9, 0.999, 1e-8, 0),
            new Optimizer.AdamNormGrad(1e-2, 0.9, 0.99, 1e-8, 0.1),
            new Optimizer.Momentum(1e-2, 0.9, false, 0),
            new Optimizer.Momentum(1e-2, 0.9, true, 0),
            new Optimizer.Momentum(1e-2, 0.5, true, 0.1))) {
      for (double clipNorm : new double[] {0, 15}) {
        for (double skipFactor : new double[] {0, 3}) {
          for (double decay : new double[] {0, 0.95}) {
            for (OnNonFinite answer : List.of(OnNonFinite.STOP, OnNonFinite.SKIP)) {
              all.add(
                  Arguments.of(
                      ParameterMemory.settings(optimizer, clipNorm, skipFactor, decay)
                          .with(answer)));
            }
          }
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void takesTheSameStepsInJavaAndOnACard(TrainingSettings settings) {
    End expected = run(settings, new Turn(JAVA, STEPS));
    expectEqual("card", run(settings, new Turn(CARD, STEPS)), expected);
    expectEqual(
        "card in the middle",
        run(settings, new Turn(JAVA, 80), new Turn(CARD, 110), new Turn(JAVA, STEPS)),
        expected);
    expectEqual(
        "Java in the middle",
        run(settings, new Turn(CARD, 105), new Turn(JAVA, 113), new Turn(CARD, STEPS)),
        expected);
    assertThat(expected.skipped()).isEqualTo(settings.skipNormFactor() > 0 ? SPIKES.size() - 1 : 0);
  }

  private static End run(TrainingSettings settings, Turn... turns) {
    Snapshot now = ParameterMemory.start(random(0, VALUES));
    List<Double> norms = new ArrayList<>();
    long skipped = 0;
    int step = 0;
    for (Turn turn : turns) {
      try (Kernels kernels = turn.device().kernels(Precision.FLOAT32)) {
        Tensor gradients = kernels.tensor(1, VALUES);
        Tensor values = kernels.tensor(1, VALUES);
        try (Parameters parameters =
            Parameters.of(kernels, settings, ENDS, gradients, values, now, 1)) {
          assertThat(parameters instanceof DeviceParameters).isEqualTo(turn.device() == CARD);
          for (; step < turn.end(); step++) {
            gradients.write(gradient(step));
            // Running statistics are what a forward pass changes.
            values.write(300, random(-step, 7), 0, 7);
            norms.add(parameters.update(step, 1 - step / 200.0));
          }
          now = new Snapshot(ParameterMemory.at(step), parameters.model(), parameters.state());
          skipped = parameters.skippedSteps();
        }
      }
    }
    return new End(now, norms, skipped);
  }

  /** About as long as the norm that it is clipped at: of norms from 10 to 20, and spikes. */
  private static float[] gradient(int step) {
    float[] gradient = random(step + 1, VALUES);
    float factor = SPIKES.contains(step) ? 50 : 1 + 0.2f * (float) Math.sin(step);
    for (int i = 0; i < VALUES; i++) {
      gradient[i] *= factor;
    }
    return gradient;
  }

  private static float[] random(int seed, int count) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static void expectEqual(String name, End found, End expected) {
    for (int step = 0; step < STEPS; step++) {
      assertThat(found.norms().get(step))
          .as("%s: norm of step %d", name, step)
          .isCloseTo(expected.norms().get(step), within(1e-5 * expected.norms().get(step)));
    }
    expectClose(name + ": model", found.snapshot().parameters(), expected.snapshot().parameters());
    TrainingState state = expected.snapshot().state();
    TrainingState foundState = found.snapshot().state();
    assertThat(foundState.vectors().keySet()).isEqualTo(state.vectors().keySet());
    state
        .vectors()
        .forEach(
            (vector, values) ->
                expectClose(name + ": " + vector, foundState.vectors().get(vector), values));
    assertThat(foundState.scalars().keySet()).isEqualTo(state.scalars().keySet());
    state
        .scalars()
        .forEach(
            (scalar, value) ->
                assertThat(foundState.scalars().get(scalar))
                    .as("%s: %s", name, scalar)
                    .isCloseTo(value, within(1e-5 * value)));
    assertThat(found.skipped()).as("%s: skipped", name).isEqualTo(expected.skipped());
  }

  private static void expectClose(String name, float[] found, float[] expected) {
    assertThat(found).as(name).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .as("%s, element %d", name, i)
          .isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
    }
  }
}
