package org.rdvae.network;

/**
 * The formula of each {@link Activation} in plain double arithmetic; the planned operations must
 * equal it.
 *
 * <pre>
 * relu        max(x, 0)
 * leaky-relu  max(x, 0) + 0.01 min(x, 0)         Maas et al., ICML 2013
 * elu         x above 0, else exp(x) - 1          Clevert et al., ICLR 2016
 * sigmoid     1 / (1 + exp(-x))
 * softplus    log(1 + exp(x))
 * silu        x sigmoid(x)                        Elfwing et al., 2018
 * gelu        x P(X at most x), X standard normal Hendrycks and Gimpel, 2016 (exact form)
 * </pre>
 */
final class ActivationReference {
  /** Slope of the leaky rectifier below zero. */
  static final double LEAK = 0.01;

  private ActivationReference() {}

  static double value(Activation activation, double x) {
    return switch (activation) {
      case IDENTITY -> x;
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x > 0 ? x : LEAK * x;
      case ELU -> x > 0 ? x : Math.expm1(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> sigmoid(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case SILU -> x * sigmoid(x);
      case GELU -> x * normalCumulative(x);
    };
  }

  static double derivative(Activation activation, double x) {
    return switch (activation) {
      case IDENTITY -> 1;
      case RELU -> x > 0 ? 1 : 0;
      case LEAKY_RELU -> x > 0 ? 1 : LEAK;
      case ELU -> x > 0 ? 1 : Math.exp(x);
      case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
      case SIGMOID -> sigmoid(x) * sigmoid(-x);
      case SOFTPLUS -> sigmoid(x);
      case SILU -> sigmoid(x) + x * sigmoid(x) * sigmoid(-x);
      case GELU -> normalCumulative(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    };
  }

  private static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }

  /**
   * By Simpson's rule over the density from 0 to x: slow and plain, 1e-12 right for |x| up to 10,
   * then 0 or 1.
   */
  private static double normalCumulative(double x) {
    if (Math.abs(x) > 10) {
      return x > 0 ? 1 : 0;
    }
    int intervals = 2000;
    double width = x / intervals;
    double sum = 0;
    for (int i = 0; i <= intervals; i++) {
      double weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-(i * width) * (i * width) / 2);
    }
    return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
  }
}
