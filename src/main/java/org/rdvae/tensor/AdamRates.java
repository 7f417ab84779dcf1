package org.rdvae.tensor;

/**
 * The numbers of {@link Kernels#adam}: the decays of both moments, which stay, and the step's rate
 * and epsilon, which the operation reads when it runs.
 */
public final class AdamRates {
  final double beta1;
  final double beta2;
  double rate;
  double epsilon;

  public AdamRates(double beta1, double beta2) {
    this.beta1 = beta1;
    this.beta2 = beta2;
  }

  public void set(double newRate, double newEpsilon) {
    rate = newRate;
    epsilon = newEpsilon;
  }
}
