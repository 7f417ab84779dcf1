package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.TrainingSettings.Optimizer;

class AdamTest {
  private static final Optimizer.Adam SETTINGS = new Optimizer.Adam(1e-2, 0.9, 0.999, 1e-8, 0.1);
  private static final int STEPS = 200;

  /** The optimiser works in chunks of 8192. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8191, 8192, 8193, 20_000})
  void equalsTheTextbookInDouble(int size) {
    float[] start = new float[size];
    for (int i = 0; i < size; i++) {
      start[i] = (float) Math.sin(i);
    }
    double[] m = new double[size];
    double[] v = new double[size];
    double[] p = new double[size];
    for (int i = 0; i < size; i++) {
      p[i] = start[i];
    }
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor gradients = kernels.tensor(1, size);
      Tensor values = kernels.tensor(1, size);
      Adam adam = new Adam(SETTINGS, start, new float[size], new float[size]);
      float[] gradient = new float[size];
      for (int step = 1; step <= STEPS; step++) {
        double rate = 1e-2 * 0.5 / step;
        for (int i = 0; i < size; i++) {
          gradient[i] = gradient(step, i);
          m[i] = 0.9 * m[i] + (1 - 0.9) * 0.25 * gradient[i];
          v[i] = 0.999 * v[i] + (1 - 0.999) * 0.25 * gradient[i] * 0.25 * gradient[i];
          double mean = m[i] / (1 - Math.pow(0.9, step));
          double square = v[i] / (1 - Math.pow(0.999, step));
          p[i] -= rate * (mean / (Math.sqrt(square) + 1e-8) + 0.1 * p[i]);
        }
        gradients.write(gradient);
        adam.update(gradients, values, step, 0.5 / step, 0.25);
      }
      // 200 roundings of numbers around 1 are some 1e-6; the decay 0.999 in
      // float32 shifts second
      // moments by 1e-5.
      for (int i = 0; i < size; i++) {
        assertThat((double) adam.parameters()[i])
            .as("parameter %d", i)
            .isCloseTo(p[i], within(2e-6));
        assertThat((double) adam.firstMoment()[i])
            .as("first moment %d", i)
            .isCloseTo(m[i], within(2e-6 * size(i)));
        assertThat((double) adam.secondMoment()[i])
            .as("second moment %d", i)
            .isCloseTo(v[i], within(1e-4 * v[i]));
        assertThat(values.get(i))
            .as("parameter %d in native memory", i)
            .isEqualTo(adam.parameters()[i]);
      }
    }
  }

  /** Some elements keep their sign, some change it, some are always zero; sizes differ by 1e6. */
  private static float gradient(int step, int i) {
    return (float) (i % 5 == 4 ? 0 : size(i) * (Math.sin(0.37 * i + 0.71 * step) + i % 3));
  }

  private static double size(int i) {
    return Math.pow(10, i % 7 - 3);
  }

  @Test
  void continuesFromGivenMoments() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor gradients = kernels.tensor(1, 3);
      Tensor values = kernels.tensor(1, 3);
      gradients.write(new float[] {1, -2, 0.5f});
      Adam whole = new Adam(SETTINGS, new float[] {1, 2, 3}, new float[3], new float[3]);
      whole.update(gradients, values, 1, 1, 1);
      Adam rest = new Adam(SETTINGS, whole.parameters(), whole.firstMoment(), whole.secondMoment());
      whole.update(gradients, values, 2, 1, 1);
      rest.update(gradients, values, 2, 1, 1);
      assertThat(rest.parameters()).isEqualTo(whole.parameters());
      assertThat(rest.firstMoment()).isEqualTo(whole.firstMoment());
      assertThat(rest.secondMoment()).isEqualTo(whole.secondMoment());
    }
  }

  @Test
  void copiesTheStateItStartsFrom() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor gradients = kernels.tensor(1, 1);
      gradients.set(0, 1);
      float[] parameters = {1};
      float[] firstMoment = {0};
      float[] secondMoment = {0};
      new Adam(SETTINGS, parameters, firstMoment, secondMoment)
          .update(gradients, kernels.tensor(1, 1), 1, 1, 1);
      assertThat(parameters).containsExactly(1);
      assertThat(firstMoment).containsExactly(0);
      assertThat(secondMoment).containsExactly(0);
    }
  }

  @Test
  void withRateZeroKeepsTheParameters() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor gradients = kernels.tensor(1, 1);
      gradients.set(0, 1);
      Adam adam = new Adam(SETTINGS, new float[] {1}, new float[1], new float[1]);
      adam.update(gradients, kernels.tensor(1, 1), 1, 0, 1);
      assertThat(adam.parameters()).containsExactly(1);
      assertThat(adam.firstMoment()[0]).isCloseTo(0.1f, within(1e-7f));
    }
  }
}
