package org.rdvae.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rdvae.distribution.PlannedDiagonalGaussian;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

class PlannedObjectiveTest {

  @Test
  void weighsEveryLatentAlikeWithoutFreeBits() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedDiagonalGaussian posterior = posteriorWithMeans(kernels, 0, 1, 3);
      PlannedObjective objective = new PlannedObjective(kernels, posterior, 0);
      objective.weighRate(0.5);
      assertThat(TensorValues.read(posterior.rateWeights()))
          .containsExactly(new double[] {0.125, 0.125, 0.125}, within(1e-8));
      objective.weighRate(2);
      assertThat(TensorValues.read(posterior.rateWeights()))
          .containsExactly(new double[] {0.5, 0.5, 0.5}, within(1e-8));
    }
  }

  /** The mean rates are 0, 1/2 and 9/2 nats. */
  @Test
  void weighsOnlyLatentsAboveTheFreeBits() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedDiagonalGaussian posterior = posteriorWithMeans(kernels, 0, 1, 3);
      expectWeights(kernels, posterior, 0.49, 0, 0.125, 0.125);
      expectWeights(kernels, posterior, 0.51, 0, 0, 0.125);
      expectWeights(kernels, posterior, 4.51, 0, 0, 0);
    }
  }

  private static void expectWeights(
      Kernels kernels, PlannedDiagonalGaussian posterior, double freeNats, double... weights) {
    new PlannedObjective(kernels, posterior, freeNats).weighRate(0.5);
    assertThat(TensorValues.read(posterior.rateWeights()))
        .as("%s free nats", freeNats)
        .containsExactly(weights, within(1e-8));
  }

  @Test
  void countsEachLatentAsAtLeastTheFreeBits() {
    double[] rates = {0, 0.5, 4.5};
    assertThat(PlannedObjective.countedRate(rates, 0)).isEqualTo(5);
    assertThat(PlannedObjective.countedRate(rates, 0.75)).isEqualTo(0.75 + 0.75 + 4.5);
    assertThat(PlannedObjective.countedRate(rates, 6)).isEqualTo(18);
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
