package org.rdvae.distribution;

/** A {@link ValueDistribution} that knows its derivatives, for {@link PlannedFormula}. */
public interface ValueFormula extends ValueDistribution {
  /** Writes the derivative of the distortion by each of the heads. */
  void gradient(double x, double[] heads, double[] gradient);
}
