package org.rdvae.distribution;

/**
 * The logarithm of the gamma function and its derivatives for positive numbers, in double, to 13
 * digits: Stirling's series from 10 on, and below by the recurrence Γ(y + 1) = y Γ(y).
 *
 * <p>Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.15, 6.1.40, 6.3.5, 6.3.18 and
 * 6.4.12.
 */
final class GammaFunction {
  /** Here the last term of both series is below 1e-15. */
  private static final double SERIES_FROM = 10;

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private GammaFunction() {}

  /** log Γ(y). */
  static double logGamma(double y) {
    double product = 1;
    double shifted = y;
    while (shifted < SERIES_FROM) {
      product *= shifted;
      shifted++;
    }
    double u = 1 / shifted;
    double u2 = u * u;
    double tail =
        u
            * (1.0 / 12
                - u2
                    * (1.0 / 360
                        - u2
                            * (1.0 / 1260
                                - u2
                                    * (1.0 / 1680
                                        - u2 * (1.0 / 1188 - u2 * (691.0 / 360360 - u2 / 156))))));
    return (shifted - 0.5) * Math.log(shifted)
        - shifted
        + HALF_LOG_TWO_PI
        + tail
        - Math.log(product);
  }

  /** ψ(y), the derivative of log Γ(y). */
  static double digamma(double y) {
    double sum = 0;
    double shifted = y;
    while (shifted < SERIES_FROM) {
      sum += 1 / shifted;
      shifted++;
    }
    double u = 1 / shifted;
    double u2 = u * u;
    double tail =
        u2
            * (1.0 / 12
                - u2
                    * (1.0 / 120
                        - u2
                            * (1.0 / 252
                                - u2
                                    * (1.0 / 240
                                        - u2 * (1.0 / 132 - u2 * (691.0 / 32760 - u2 / 12))))));
    return Math.log(shifted) - 0.5 * u - tail - sum;
  }

  /** ψ′(y), the derivative of {@link #digamma}. */
  static double trigamma(double y) {
    double sum = 0;
    double shifted = y;
    while (shifted < SERIES_FROM) {
      sum += 1 / (shifted * shifted);
      shifted++;
    }
    double u = 1 / shifted;
    double u2 = u * u;
    double tail =
        u
            * u2
            * (1.0 / 6
                - u2
                    * (1.0 / 30
                        - u2
                            * (1.0 / 42
                                - u2
                                    * (1.0 / 30
                                        - u2 * (5.0 / 66 - u2 * (691.0 / 2730 - u2 * 7 / 6))))));
    return u + 0.5 * u2 + tail + sum;
  }
}
