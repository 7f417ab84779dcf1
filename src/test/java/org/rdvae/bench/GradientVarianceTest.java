package org.rdvae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.data.Binarization;
import org.rdvae.data.Binarizer;
import org.rdvae.data.ImageSet;
import org.rdvae.data.Split;
import org.rdvae.data.TrainingBatches;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.DiagonalGaussianPosterior;
import org.rdvae.distribution.GaussianMixturePrior;
import org.rdvae.distribution.Prior;
import org.rdvae.distribution.StandardNormalPrior;
import org.rdvae.model.Architecture;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.Initializer;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TestDevice;

class GradientVarianceTest {
  private static final GradientVariance.Extent EXTENT = new GradientVariance.Extent(2, 20, 3);

  @Test
  void comparesAllThatTheModelAdmitsWithTheReparameterized() {
    int[] told = new int[1];
    GradientVariance variance = variance(new StandardNormalPrior());
    List<GradientVariance.Row> rows = variance.measure(done -> told[0] = done);
    assertThat(told[0]).isEqualTo(variance.total()).isEqualTo(8 * 40);
    assertThat(rows)
        .extracting(row -> row.bound() + " " + row.samples() + " " + row.estimator())
        .containsExactly(
            "elbo 1 reparameterized",
            "elbo 1 reparameterized",
            "elbo 1 sticking-the-landing",
            "elbo 1 score-function",
            "importance-weighted 3 reparameterized",
            "importance-weighted 3 doubly-reparameterized",
            "importance-weighted 3 score-function",
            "importance-weighted 3 wake-phase");
    assertThat(rows)
        .extracting(GradientVariance.Row::rate)
        .startsWith("closed form", "sampled")
        .filteredOn("closed form"::equals)
        .hasSize(1);
    for (GradientVariance.Row row : rows) {
      double reference = rows.get(row.bound().equals("elbo") ? 0 : 4).variance();
      assertThat(row.relative()).isEqualTo(row.variance() / reference);
      assertThat(row.milliseconds()).isPositive();
      assertThat(row.variance()).isPositive().isFinite();
    }
    assertThat(rows.get(3).relative()).as("score function").isGreaterThan(2);
  }

  @Test
  void withoutAClosedFormTheSampledRateIsTheReference() {
    List<GradientVariance.Row> rows = variance(new GaussianMixturePrior(2)).measure(done -> {});
    assertThat(rows.get(0).rate()).isEqualTo("sampled");
    assertThat(rows.get(0).relative()).isEqualTo(1);
    assertThat(rows).hasSize(7);
  }

  @Test
  void theSpreadIsTheVarianceOfTheChosenElements() {
    GradientSpread spread = new GradientSpread(new int[] {0, 2});
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor vector = kernels.tensor(1, 3);
      for (float[] values : new float[][] {{1, 100, 5}, {3, -100, 5}, {5, 0, 8}}) {
        vector.write(values);
        spread.add(vector);
      }
    }
    assertThat(spread.meanVariance()).isCloseTo((4 + 3) / 2.0, within(1e-12));
  }

  private static GradientVariance variance(Prior prior) {
    Architecture architecture =
        new Architecture(
            new ModelSettings(
                new ModelSettings.Latent(2),
                List.of(),
                List.of(),
                new BernoulliLikelihood(),
                new DiagonalGaussianPosterior(),
                prior),
            new FeatureShape(3, 3, 1));
    RandomStream stream = new RandomStream(1, RandomStream.Purpose.TEST);
    byte[] pixels = new byte[20 * 9];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) stream.nextInt(2);
    }
    TrainingBatches batches =
        new TrainingBatches(
            ImageSet.copyOf(Split.TRAIN, 3, 3, pixels), new Binarizer(Binarization.BITS, 1), 1, 5);
    return new GradientVariance(
        TestDevice.CPU,
        architecture,
        Initializer.initialValues(architecture.layout(), 1),
        batches,
        EXTENT,
        1);
  }
}
