package org.rdvae.evaluation;

/**
 * A mean over random samples.
 *
 * @param standardError over the samples; NaN for a single one
 */
public record Estimate(double value, double standardError) {

  /** The mean of equally weighed samples. */
  static Estimate of(double[] samples) {
    double mean = 0;
    for (double sample : samples) {
      mean += sample / samples.length;
    }
    double squares = 0;
    for (double sample : samples) {
      squares += (sample - mean) * (sample - mean);
    }
    int count = samples.length;
    return new Estimate(mean, Math.sqrt(squares / (count - 1) / count));
  }
}
