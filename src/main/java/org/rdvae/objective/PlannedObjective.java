package org.rdvae.objective;

import java.util.Arrays;
import org.rdvae.distribution.PlannedDiagonalGaussian;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;

/**
 * The loss = distortion + beta * rate, as far as the gradient asks: the weight that each latent's
 * rate has in it.
 *
 * <p>Without free bits the weight is beta / batch. With them the rate of latent j counts as
 * max(free, mean over the batch of its KL): its weight is beta / batch where the mean is above the
 * threshold and 0 below. Kingma et al., Improved Variational Inference with Inverse Autoregressive
 * Flow, 2016, appendix C.8, arXiv:1606.04934.
 */
public final class PlannedObjective {
  private final PlannedDiagonalGaussian posterior;
  private final Operation[] freeBits;
  private final Scalar weight;
  private final float[] uniformWeights;
  private final int batch;

  public PlannedObjective(Kernels kernels, PlannedDiagonalGaussian posterior, double freeNats) {
    this.posterior = posterior;
    batch = posterior.z().rows();
    weight = kernels.scalar(0);
    uniformWeights = new float[posterior.z().columns()];
    freeBits =
        freeNats == 0
            ? null
            : new Operation[] {
              kernels.isAbove(
                  posterior.summedRates(),
                  kernels.scalar(freeNats * batch),
                  posterior.rateWeights()),
              kernels.scale(posterior.rateWeights(), weight, posterior.rateWeights()),
            };
  }

  /**
   * Sets the rate's weights for the gradient of distortion + beta * rate, both averaged over the
   * batch.
   */
  public void weighRate(double beta) {
    if (freeBits == null) {
      Arrays.fill(uniformWeights, (float) (beta / batch));
      posterior.rateWeights().write(uniformWeights);
    } else {
      weight.set(beta / batch);
      posterior.rates();
      Operation.runAll(freeBits);
    }
  }

  /**
   * The rate as the objective counts it: each latent's mean rate, but at least {@code freeNats},
   * summed, in nats.
   */
  public static double countedRate(double[] meanRates, double freeNats) {
    double sum = 0;
    for (double rate : meanRates) {
      sum += Math.max(rate, freeNats);
    }
    return sum;
  }
}
