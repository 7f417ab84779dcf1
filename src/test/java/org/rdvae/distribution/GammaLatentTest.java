package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads far out are held where everything is still finite, also in float32. */
class GammaLatentTest {
  @ParameterizedTest
  @CsvSource({
    "-100, -100",
    "-100, 0",
    "-100, 100",
    "0, -100",
    "0, 100",
    "100, -100",
    "100, 0",
    "100, 100"
  })
  void extremeHeadsAreHeld(double logShape, double logRate) {
    GammaLatent gamma = new GammaLatent(new GammaPrior(0.2, 1000));
    double[] heads = {logShape, logRate};
    for (double noise : new double[] {-6.3, -1, 0, 1, 6.3}) {
      double z = gamma.sample(heads, noise);
      assertThat((float) z).isPositive().isFinite();
      assertThat((float) gamma.logDensity(heads, z)).isFinite();
      assertThat((float) gamma.byZ(heads, z)).isFinite();
      assertThat((float) gamma.rate(heads)).isFinite();
      double[] gradients = new double[2];
      gamma.addThroughZ(heads, noise, z, 1, gradients);
      gamma.addByHeads(heads, z, 1, gradients);
      gamma.addGradient(heads, 1, gradients);
      assertThat(gradients).doesNotContain(Double.NaN);
      if (logShape != 0) {
        assertThat(gradients[0]).isZero();
      }
      if (logRate != 0) {
        assertThat(gradients[1]).isZero();
      }
    }
  }
}
