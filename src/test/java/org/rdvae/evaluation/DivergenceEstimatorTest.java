package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.model.VaeSession;

/**
 * Estimates for the model whose posteriors are N(μ(x), σ²) times N(1/2, 1), against integrals by
 * the trapezoidal rule.
 */
class DivergenceEstimatorTest {
  private static final int SAMPLES = 2000;
  private static final double WIDTH = 0.01;

  @Test
  void everyEstimateIsWithinItsErrorOfTheIntegral() {
    AggregateDivergences found = estimate(0.3, 5);
    expect("KL(q || p)", found.forward(), integral(this::forward) + 0.125);
    expect("KL(p || q)", found.reverse(), integral(this::reverse) + 0.125);
    // The second latent's factor: ∫ p^a q^(1−a) of N(0, 1) and N(1/2, 1) is exp(−a (1 − a) / 8).
    double affinity = integral((p, q) -> Math.pow(p, 0.3) * Math.pow(q, 0.7));
    expect("alpha", found.alpha(), (1 - affinity * Math.exp(-0.21 / 8)) / 0.21);
    double rate = 0;
    for (int image = 0; image < LineModel.IMAGES; image++) {
      rate += LineModel.rate(image) / LineModel.IMAGES;
    }
    expect("information", found.information(), rate - integral(this::forward) - 0.125);
    // The latents are independent in all posteriors alike.
    assertThat(found.totalCorrelation().value()).isCloseTo(0, within(1e-6));
    assertThat(found.images()).isEqualTo(LineModel.IMAGES);
  }

  /** At 1/2 it is 2 ∫ (√p − √q)², and the limits are the two Kullback-Leibler divergences. */
  @Test
  void theAlphaDivergenceJoinsItsRelatives() {
    AggregateDivergences half = estimate(0.5, 1);
    double hellinger = 0;
    for (double y = -8; y <= 9; y += 0.05) {
      double otherPrior = Math.exp(DiagonalGaussian.logDensity(y, 0, 0));
      double other = Math.exp(DiagonalGaussian.logDensity(y, 0.5, 0));
      hellinger +=
          0.05
              * integral(
                  (p, q) -> {
                    double difference = Math.sqrt(p * otherPrior) - Math.sqrt(q * other);
                    return 2 * difference * difference;
                  });
    }
    expect("Hellinger", half.alpha(), hellinger);
    AggregateDivergences low = estimate(1e-3, 1);
    assertThat(low.alpha().value())
        .isCloseTo(low.forward().value(), within(5 * low.alpha().standardError() + 0.02));
    AggregateDivergences high = estimate(1 - 1e-3, 1);
    assertThat(high.alpha().value())
        .isCloseTo(high.reverse().value(), within(5 * high.alpha().standardError() + 0.02));
  }

  @Test
  void theSameSeedGivesTheSameNumbersForAnyRows() {
    try (VaeSession session = LineModel.open(3)) {
      AggregateDivergences other =
          new DivergenceEstimator(session, SAMPLES, 0.3, 5)
              .estimate(ImageSource.of(LineModel.images()), LineModel.IMAGES, done -> {});
      assertThat(other.forward().value())
          .isCloseTo(estimate(0.3, 5).forward().value(), within(1e-5));
    }
  }

  @Test
  void anEstimateIsAMeanWithItsError() {
    Estimate estimate = Estimate.of(new double[] {1, 2, 3, 6});
    assertThat(estimate.value()).isEqualTo(3);
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(14.0 / 3 / 4), within(1e-14));
    assertThat(Estimate.of(new double[] {1}).standardError()).isNaN();
  }

  private static AggregateDivergences estimate(double order, long seed) {
    try (VaeSession session = LineModel.open(50)) {
      return new DivergenceEstimator(session, SAMPLES, order, seed)
          .estimate(ImageSource.of(LineModel.images()), LineModel.IMAGES, done -> {});
    }
  }

  private static void expect(String name, Estimate found, double exact) {
    assertThat(found.standardError()).as(name).isBetween(1e-5, 0.2);
    assertThat(found.value()).as(name).isCloseTo(exact, within(4 * found.standardError()));
  }

  private interface Integrand {
    double at(double prior, double posterior);
  }

  private double forward(double p, double q) {
    return q * Math.log(q / p);
  }

  private double reverse(double p, double q) {
    return p * Math.log(p / q);
  }

  /** Over the first latent. */
  private static double integral(Integrand integrand) {
    double sum = 0;
    for (double z = -9; z <= 9; z += WIDTH) {
      double q = 0;
      for (int image = 0; image < LineModel.IMAGES; image++) {
        q +=
            Math.exp(DiagonalGaussian.logDensity(z, LineModel.mean(image), LineModel.LOG_STDDEV))
                / LineModel.IMAGES;
      }
      sum += WIDTH * integrand.at(Math.exp(DiagonalGaussian.logDensity(z, 0, 0)), q);
    }
    return sum;
  }
}
