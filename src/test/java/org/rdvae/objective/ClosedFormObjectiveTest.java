package org.rdvae.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rdvae.distribution.PlannedDiagonalGaussian;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

class ClosedFormObjectiveTest {

  @Test
  void weighsEveryLatentAlikeWithoutFreeBits() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedDiagonalGaussian posterior = posteriorWithMeans(kernels, 0, 1, 3);
      objective(posterior, 0.5, 0).weigh(0);
      assertThat(TensorValues.read(posterior.rateWeights()))
          .containsExactly(new double[] {0.125, 0.125, 0.125}, within(1e-8));
      objective(posterior, 2, 0).weigh(0);
      assertThat(TensorValues.read(posterior.rateWeights()))
          .containsExactly(new double[] {0.5, 0.5, 0.5}, within(1e-8));
    }
  }

  /** The mean rates are 0, 1/2 and 9/2 nats. */
  @Test
  void weighsOnlyLatentsAboveTheFreeBits() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedDiagonalGaussian posterior = posteriorWithMeans(kernels, 0, 1, 3);
      expectWeights(posterior, 0.49, 0, 0.125, 0.125);
      expectWeights(posterior, 0.51, 0, 0, 0.125);
      expectWeights(posterior, 4.51, 0, 0, 0);
    }
  }

  private static void expectWeights(
      PlannedDiagonalGaussian posterior, double freeNats, double... weights) {
    objective(posterior, 0.5, freeNats).weigh(0);
    assertThat(TensorValues.read(posterior.rateWeights()))
        .as("%s free nats", freeNats)
        .containsExactly(weights, within(1e-8));
  }

  private static ClosedFormObjective objective(
      PlannedDiagonalGaussian posterior, double beta, double freeNats) {
    ObjectiveSettings settings =
        new ObjectiveSettings(new ObjectiveSettings.Beta(beta, 0, 1, 1), freeNats);
    return new ClosedFormObjective(
        settings, new BetaSchedule(settings.beta(), 1), posterior, null, 4, null, null);
  }

  @Test
  void countsEachLatentAsAtLeastTheFreeBits() {
    double[] rates = {0, 0.5, 4.5};
    assertThat(new FreeBits(0, 1).value(0, 0.5, rates)).isEqualTo(2.5);
    assertThat(new FreeBits(0.75, 1).value(0, 0.5, rates)).isEqualTo((0.75 + 0.75 + 4.5) / 2);
    assertThat(new FreeBits(6, 1).value(0, 0.5, rates)).isEqualTo(9);
  }

  /**
   * Four images with standard deviation 1 and the given mean for each latent, so that latent j's
   * rate is half its mean squared.
   */
  private static PlannedDiagonalGaussian posteriorWithMeans(Kernels kernels, double... means) {
    int rows = 4;
    double[] all = new double[rows * means.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = means[i % means.length];
    }
    PlannedDiagonalGaussian posterior =
        new PlannedDiagonalGaussian(
            kernels,
            TensorValues.tensor(kernels, rows, means.length, all),
            kernels.tensor(rows, means.length),
            kernels.tensor(rows, means.length),
            kernels.tensor(rows, means.length));
    posterior.sample();
    return posterior;
  }
}
