package org.rdvae.objective;

import java.util.Arrays;

/**
 * γ |R − C(t)|: the rate, which is the sum of the mean rates, is drawn to a capacity that rises on
 * a straight line from 0 to its end and then stays. Above the capacity every rate weighs γ, below
 * it −γ, so the encoder is made to use what it may.
 *
 * <p>Burgess et al., Understanding disentangling in β-VAE, 2018, arXiv:1804.03599, equation 8.
 */
final class CapacityTarget implements RateTerm {
  private final double end;
  private final long steps;
  private final double weight;
  private double rateWeight;

  /**
   * @param end in nats
   * @param steps of the rise
   * @param weight γ
   */
  CapacityTarget(double end, long steps, double weight) {
    this.end = end;
    this.steps = steps;
    this.weight = weight;
  }

  @Override
  public boolean needsRates() {
    return true;
  }

  /** C before this step, in nats. */
  double capacity(long step) {
    return step >= steps ? end : end * step / steps;
  }

  @Override
  public void weigh(
      long step, double beta, double meanDistortion, double[] meanRates, double[] weights) {
    rateWeight = weight * Math.signum(FreeBits.sum(meanRates) - capacity(step));
    Arrays.fill(weights, rateWeight);
  }

  @Override
  public double value(long step, double beta, double[] meanRates) {
    return weight * Math.abs(FreeBits.sum(meanRates) - capacity(step));
  }

  @Override
  public double rateWeight(double beta) {
    return rateWeight;
  }
}
