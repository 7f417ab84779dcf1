package org.rdvae.tensor;

/**
 * The numbers of {@link Kernels#adam}: the decay rates of both moments, which stay, and the step's
 * epsilon, which the operation reads when it runs.
 */
public final class AdamRates {
  final double beta1;
  final double beta2;
  double epsilon;

  public AdamRates(double beta1, double beta2) {
    this.beta1 = beta1;
    this.beta2 = beta2;
  }

  public void set(double newEpsilon) {
    epsilon = newEpsilon;
  }
}
