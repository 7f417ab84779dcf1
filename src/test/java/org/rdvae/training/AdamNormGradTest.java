package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.TrainingSettings.Optimizer;

class AdamNormGradTest {
  private static final Optimizer.AdamNormGrad SETTINGS =
      new Optimizer.AdamNormGrad(1e-2, 0.9, 0.999, 1e-8, 0.1);

  /**
   * Several tensors in a piece, one that ends with it, one longer than a piece, one of one value.
   */
  private static final int[] ENDS = {3, 1000, ChunkedVector.CHUNK, 39_999, 40_000};

  private static final int SIZE = 40_000;

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.25})
  void equalsAdamOnNormalisedTensorsInDouble(double scale) {
    ChunkedVector parameters = ChunkedVector.copyOf(PiecewiseUpdates.startingValues(SIZE), SIZE);
    double[] p = PiecewiseUpdates.doubles(parameters.toArray());
    double[] m = new double[SIZE];
    double[] v = new double[SIZE];
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor gradients = kernels.tensor(1, SIZE);
      GradientNorms norms = new GradientNorms(new Crew(1), ENDS);
      AdamNormGrad optimizer = new AdamNormGrad(SETTINGS, norms, name -> new ChunkedVector(SIZE));
      for (int step = 1; step <= 20; step++) {
        float[] gradient = PiecewiseUpdates.gradient(step, SIZE);
        double[] g = normalised(gradient, scale);
        for (int i = 0; i < SIZE; i++) {
          m[i] = 0.9 * m[i] + 0.1 * g[i];
          v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
          double mean = m[i] / (1 - Math.pow(0.9, step));
          double square = v[i] / (1 - Math.pow(0.999, step));
          p[i] -= 1e-2 * (mean / (Math.sqrt(square) + 1e-8) + 0.1 * p[i]);
        }
        gradients.write(gradient);
        norms.measure(gradients);
        PiecewiseUpdates.run(optimizer, parameters, gradient, step, 1, scale);
      }
      float[] found = parameters.toArray();
      float[] firstMoment = optimizer.memory().get("first-moment").toArray();
      for (int i = 0; i < SIZE; i++) {
        assertThat((double) found[i]).as("parameter %d", i).isCloseTo(p[i], within(5e-6));
        assertThat((double) firstMoment[i])
            .as("first moment %d", i)
            .isCloseTo(m[i], within(1e-9 + 1e-5 * Math.abs(m[i])));
      }
    }
  }

  private static double[] normalised(float[] gradient, double scale) {
    double[] normalised = new double[SIZE];
    int begin = 0;
    for (int end : ENDS) {
      double sum = 0;
      for (int i = begin; i < end; i++) {
        sum += scale * gradient[i] * scale * gradient[i];
      }
      for (int i = begin; i < end; i++) {
        normalised[i] = scale * gradient[i] / (Math.sqrt(sum) + 1e-7);
      }
      begin = end;
    }
    return normalised;
  }

  @Test
  void isIndifferentToTheSizeOfATensorsGradient() {
    float[] gradient = PiecewiseUpdates.gradient(1, SIZE);
    float[] larger = gradient.clone();
    for (int i = 3; i < 1000; i++) {
      larger[i] *= 1024;
    }
    float[] others = firstStep(gradient);
    float[] found = firstStep(larger);
    for (int i = 0; i < SIZE; i++) {
      assertThat(found[i]).as("parameter %d", i).isCloseTo(others[i], within(1e-6f));
    }
  }

  @Test
  void leavesATensorWithoutGradientAlone() {
    float[] gradient = PiecewiseUpdates.gradient(1, SIZE);
    Arrays.fill(gradient, 1000, ChunkedVector.CHUNK, 0);
    float[] found = firstStep(gradient);
    for (int i = 1000; i < ChunkedVector.CHUNK; i++) {
      assertThat(found[i]).as("parameter %d", i).isZero();
    }
    assertThat(found[ChunkedVector.CHUNK + 1]).isNotZero();
  }

  /** The parameters after one step from zeros. */
  private static float[] firstStep(float[] gradient) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      GradientNorms norms = new GradientNorms(new Crew(1), ENDS);
      norms.measure(PiecewiseUpdates.tensor(kernels, gradient));
      ChunkedVector parameters = new ChunkedVector(SIZE);
      PiecewiseUpdates.run(
          new AdamNormGrad(SETTINGS, norms, name -> new ChunkedVector(SIZE)),
          parameters,
          gradient,
          1,
          1,
          1);
      return parameters.toArray();
    }
  }
}
