package org.rdvae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TestDevice;

class PlainTrainingTest {
  private static final double STEP = 1e-3;

  /** Along the gradient itself the loss must rise by the gradient's length. */
  @ParameterizedTest
  @EnumSource(
      value = Workload.class,
      names = {"CONV", "CODEC"})
  void itsGradientIsThatOfTheLoss(Workload workload) {
    Work.Plain work = (Work.Plain) SmallWork.of(workload);
    try (PlainTraining training =
        new PlainTraining(TestDevice.CPU.kernels(Precision.FLOAT64), work, 1)) {
      training.forward();
      training.backward();
      Tensor values = training.parameters().values();
      Tensor gradients = training.parameters().gradients();
      int size = Math.toIntExact(gradients.size());
      double[] start = new double[size];
      double[] gradient = new double[size];
      double squares = 0;
      for (int i = 0; i < size; i++) {
        start[i] = values.get(i);
        gradient[i] = gradients.get(i);
        squares += gradient[i] * gradient[i];
      }
      double length = Math.sqrt(squares);
      double[] losses = new double[2];
      for (int side = 0; side < 2; side++) {
        for (int i = 0; i < size; i++) {
          values.set(i, start[i] + (2 * side - 1) * STEP * gradient[i] / length);
        }
        training.forward();
        losses[side] = training.loss();
      }
      assertThat((losses[1] - losses[0]) / (2 * STEP)).isCloseTo(length, within(1e-3 * length));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Workload.class,
      names = {"CONV", "CODEC"})
  void itLearns(Workload workload) {
    try (PlainTraining training =
        new PlainTraining(TestDevice.CPU, (Work.Plain) SmallWork.of(workload))) {
      training.forward();
      double before = training.loss();
      for (int i = 0; i < 300; i++) {
        training.step();
      }
      training.forward();
      assertThat(training.loss()).isPositive().isLessThan(0.8 * before);
    }
  }

  @Test
  void noiseIsUniformAndAFunctionOfTheStep() {
    try (PlainTraining training =
        new PlainTraining(TestDevice.CPU, (Work.Plain) SmallWork.of(Workload.CODEC))) {
      assertThat(training.noiseValues()).isEqualTo(4);
      float[] first = training.noise(0).clone();
      assertThat(first).hasSize(8).isNotEqualTo(training.noise(1).clone());
      assertThat(training.noise(0)).isEqualTo(first);
      for (int step = 0; step < 100; step++) {
        for (float value : training.noise(step)) {
          assertThat(value).isBetween(-0.5f, 0.5f);
        }
      }
    }
  }
}
