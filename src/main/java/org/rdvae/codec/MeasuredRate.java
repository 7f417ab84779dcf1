package org.rdvae.codec;

import org.rdvae.tensor.Tensor;

/** The rate of a batch in double, from what was planned for its gradient. */
final class MeasuredRate {
  private MeasuredRate() {}

  /**
   * Adds the bits of numbers to those of their examples.
   *
   * @param meanWithin what was taken from each number before it was rounded; {@code null} for
   *     nothing
   * @param rounded without the noise and rounded
   */
  static void add(
      PlannedHyperprior.RatedTensors rated, Tensor meanWithin, boolean rounded, double[] bits) {
    double[] residual = values(rated.residual);
    double[] noise = values(rated.noise);
    double[] logScale = values(rated.logScale);
    double[] mean = meanWithin == null ? new double[residual.length] : values(meanWithin);
    int size = residual.length / bits.length;
    for (int i = 0; i < residual.length; i++) {
      double v = rounded ? Math.rint(residual[i] - noise[i] + mean[i]) - mean[i] : residual[i];
      bits[i / size] += LogisticRate.nats(v, logScale[i]) / Math.log(2);
    }
  }

  static double[] values(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.size())];
    tensor.read(values);
    return values;
  }
}
