package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.rdvae.distribution.Bernoulli;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

class VaeSessionTest {
  private static final int COUNT = 5;
  private static final int LATENTS = SmallModel.LATENTS;
  private static final int PIXELS = SmallModel.PIXELS;

  /** Values around 1 from a few sums of at most 7 terms in float32. */
  private static final double TOLERANCE = 1e-5;

  private final SmallModel model = SmallModel.gatedLayers();
  private final double[] images = SmallModel.images(COUNT);
  private final double[] z = TensorValues.random(3, COUNT * LATENTS);

  /** A server opens sessions again and again. */
  @Test
  void givesItsMemoryBackIfThereIsToBeNone() {
    float[] values = model.floatParameters();
    refused(values, -1);
    refused(Arrays.copyOf(values, values.length - 1), COUNT);
  }

  private void refused(float[] values, int rows) {
    Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32);
    Tensor tensor = kernels.tensor(1, 1);
    assertThatThrownBy(() -> new VaeSession(kernels, model.architecture(), values, rows))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> tensor.get(0)).hasMessageContaining("closed");
  }

  @Test
  void encodesAnyNumberOfImages() {
    PlainVae.Posterior expected = model.plain().encode(model.parameters(), images);
    for (int rows : new int[] {1, 2, 5, 7}) {
      float[] mean = new float[COUNT * LATENTS];
      float[] logStddev = new float[COUNT * LATENTS];
      try (VaeSession session = open(rows)) {
        session.encode(SmallModel.floats(images), COUNT, mean, logStddev);
      }
      assertThat(TensorValues.doubles(mean))
          .as("%d rows", rows)
          .containsExactly(expected.mean(), within(TOLERANCE));
      assertThat(TensorValues.doubles(logStddev))
          .containsExactly(expected.logStddev(), within(TOLERANCE));
    }
  }

  @Test
  void decodesToProbabilities() {
    double[] logits = model.plain().logits(model.parameters(), z);
    float[] probabilities = new float[COUNT * PIXELS];
    try (VaeSession session = open(7)) {
      session.decode(SmallModel.floats(z), COUNT, probabilities);
    }
    for (int i = 0; i < logits.length; i++) {
      assertThat((double) probabilities[i])
          .isCloseTo(Bernoulli.probability(logits[i]), within(TOLERANCE));
    }
  }

  @Test
  void measuresDistortions() {
    double[] expected =
        model.plain().distortions(model.plain().logits(model.parameters(), z), images);
    double[] distortions = new double[COUNT];
    try (VaeSession session = open(COUNT)) {
      session.distortion(SmallModel.floats(z), SmallModel.floats(images), COUNT, distortions);
    }
    assertThat(distortions).containsExactly(expected, within(PIXELS * TOLERANCE));
  }

  @Test
  void takesOtherParameters() {
    float[] mean = new float[COUNT * LATENTS];
    float[] logStddev = new float[COUNT * LATENTS];
    try (VaeSession session = open(COUNT)) {
      session.use(new float[model.architecture().layout().size()]);
      session.encode(SmallModel.floats(images), COUNT, mean, logStddev);
      assertThat(mean).containsOnly(0);
      session.use(model.floatParameters());
      session.encode(SmallModel.floats(images), COUNT, mean, logStddev);
    }
    assertThat(TensorValues.doubles(mean))
        .containsExactly(
            model.plain().encode(model.parameters(), images).mean(), within(TOLERANCE));
  }

  @Test
  void modelRefusesAWrongNumberOfParameters() {
    int size = model.architecture().layout().size();
    assertThatThrownBy(() -> new Vae(model.architecture(), new float[size - 1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected " + size + " parameters, found " + (size - 1));
  }

  private VaeSession open(int rows) {
    return new Vae(model.architecture(), model.floatParameters()).open(TestDevice.CPU, rows);
  }
}
