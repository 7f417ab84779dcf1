package org.rdvae.objective;

import org.rdvae.tensor.Tensor;

/**
 * The {@link TotalCorrelation} of a batch times a weight and beta, as a part of the loss: reads a
 * Gaussian posterior's heads and samples, and adds its gradients to theirs. On the host, batch
 * times batch times latents densities; a hundred images of ten latents cost some milliseconds.
 */
public final class TotalCorrelationPenalty {
  private final double weight;
  private final Tensor[] places;
  private final Tensor[] gradients;
  private final TotalCorrelation correlation;
  private final double[][] values;
  private final double[] gradient;
  private double factor;
  private double value;

  /**
   * @param weight times beta
   * @param z shape [rows, latents], as all others
   */
  public TotalCorrelationPenalty(
      double weight,
      Tensor mean,
      Tensor logStddev,
      Tensor z,
      Tensor meanGradient,
      Tensor logStddevGradient,
      Tensor zGradient) {
    this.weight = weight;
    places = new Tensor[] {mean, logStddev, z};
    gradients = new Tensor[] {meanGradient, logStddevGradient, zGradient};
    correlation = new TotalCorrelation(z.rows(), z.columns());
    int size = Math.toIntExact(z.size());
    values = new double[places.length][size];
    gradient = new double[size];
  }

  /** After z was drawn and before any gradient. */
  void measure(double beta) {
    for (int i = 0; i < places.length; i++) {
      places[i].read(values[i]);
    }
    factor = beta * weight;
    value = factor * correlation.measure(values[0], values[1], values[2]);
  }

  /** What it adds to the loss, in nats; may be below 0, being an estimate. */
  double value() {
    return value;
  }

  /** Adds to the gradient by z, before the posterior leads it on. */
  public void addToSamples() {
    add(gradients[2], correlation.byZ());
  }

  /** Adds to the gradients by the heads what reaches them at a fixed z, after the posterior did. */
  public void addToHeads() {
    add(gradients[0], correlation.byMean());
    add(gradients[1], correlation.byLogStddev());
  }

  private void add(Tensor target, double[] summand) {
    target.read(gradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += factor * summand[i];
    }
    target.write(gradient);
  }
}
