package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rdvae.distribution.DiagonalGaussian;

class LatentSumsTest {
  // Three latents of two images: one that moves, one that moves little, one that stands.
  private static final float[] MEAN = {-1, 0.5f, 2, 1, 0.6f, 2};
  private static final float[] LOG_STDDEV = {-1, 0, -0.5f, -2, 0, -0.5f};

  @Test
  void averagesTheRateOfEachLatent() {
    LatentSums sums = both();
    assertThat(sums.count()).isEqualTo(2);
    assertThat(sums.latents()).isEqualTo(3);
    assertThat(sums.rate(0)).isCloseTo((rate(0) + rate(3)) / 2, within(1e-15));
    assertThat(sums.rate(2)).isCloseTo(rate(2), within(1e-15));
  }

  @Test
  void givesTheRateOfEachImage() {
    LatentSums sums = new LatentSums(3);
    assertThat(sums.add(MEAN, LOG_STDDEV, 0)).isCloseTo(rate(0) + rate(1) + rate(2), within(1e-15));
    assertThat(sums.add(MEAN, LOG_STDDEV, 3)).isCloseTo(rate(3) + rate(4) + rate(5), within(1e-15));
  }

  @Test
  void callsActiveWhatMovesWithTheImages() {
    LatentSums sums = both();
    assertThat(sums.meanVariance(0)).isEqualTo(1);
    assertThat(sums.meanVariance(1)).isCloseTo(0.0025, within(1e-7));
    assertThat(sums.meanVariance(2)).isZero();
    assertThat(sums.isActive(0)).isTrue();
    assertThat(sums.isActive(1)).as("a variance below 0.01").isFalse();
    assertThat(sums.isActive(2)).as("a rate, but always the same").isFalse();
  }

  private static LatentSums both() {
    LatentSums sums = new LatentSums(3);
    sums.add(MEAN, LOG_STDDEV, 0);
    sums.add(MEAN, LOG_STDDEV, 3);
    return sums;
  }

  private static double rate(int i) {
    return DiagonalGaussian.rate(MEAN[i], LOG_STDDEV[i]);
  }
}
