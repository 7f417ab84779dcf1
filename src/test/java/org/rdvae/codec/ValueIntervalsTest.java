package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;
import org.rdvae.distribution.Bernoulli;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.BetaBinomial;
import org.rdvae.distribution.BetaBinomialLikelihood;
import org.rdvae.distribution.Categorical;
import org.rdvae.distribution.CategoricalLikelihood;
import org.rdvae.distribution.DiscretizedLogistic;
import org.rdvae.distribution.DiscretizedLogisticLikelihood;
import org.rdvae.distribution.LaplaceLikelihood;
import org.rdvae.distribution.Likelihood;
import org.rdvae.distribution.LogisticMixtureLikelihood;

/** Integer distributions against those in double. */
class ValueIntervalsTest {
  private static final int VALUES = 24;
  private static final int CHANNELS = 3;

  private final Random random = new Random(6);

  /** −log P of a value, in nats. */
  private interface Reference {
    double distortion(int index, byte[] image, List<double[]> heads);
  }

  @Test
  void bits() {
    check(
        new BernoulliLikelihood(),
        4,
        2,
        (i, image, heads) -> Bernoulli.distortion(heads.get(0)[i], image[i]));
  }

  @Test
  void binsOfALogisticDistribution() {
    check(
        new DiscretizedLogisticLikelihood(-7),
        1,
        256,
        (i, image, heads) ->
            DiscretizedLogistic.distortion(
                image[i] & 0xFF, 0.5 + heads.get(0)[i], Math.max(-2 + heads.get(1)[i], -7)));
  }

  @Test
  void betaBinomialValues() {
    check(
        new BetaBinomialLikelihood(),
        2,
        256,
        (i, image, heads) ->
            BetaBinomial.distortion(
                image[i] & 0xFF, Math.exp(heads.get(0)[i]), Math.exp(heads.get(1)[i])));
  }

  @Test
  void binsOfACategoricalDistribution() {
    for (int bins : new int[] {2, 100, 256}) {
      check(
          new CategoricalLikelihood(bins),
          2,
          256,
          (i, image, heads) ->
              Categorical.distortion(image[i] & 0xFF, heads.get(0), i * bins, bins));
    }
  }

  @Test
  void mixturesOfWhichChannelsFollowOneAnother() {
    int components = 4;
    check(
        new LogisticMixtureLikelihood(components, -7),
        1,
        256,
        (i, image, heads) -> mixture(components, i / CHANNELS, i % CHANNELS, image, heads));
  }

  /** The last channel's distribution given those before it: a quotient of two sums. */
  private static double mixture(
      int components, int place, int channel, byte[] image, List<double[]> heads) {
    double with = 0;
    double without = 0;
    for (int k = 0; k < components; k++) {
      double joint = Math.exp(heads.get(0)[place * components + k]);
      for (int c = 0; c <= channel; c++) {
        if (c == channel) {
          without += joint;
        }
        int at = (place * CHANNELS + c) * components + k;
        double mean = 0.5 + heads.get(1)[at];
        for (int d = 0; d < c; d++) {
          int pair = place * 3 + c * (c - 1) / 2 + d;
          mean +=
              Math.tanh(heads.get(3)[pair * components + k])
                  * ((image[place * CHANNELS + d] & 0xFF) / 255.0 - 0.5);
        }
        joint *=
            Math.exp(
                -DiscretizedLogistic.distortion(
                    image[place * CHANNELS + c] & 0xFF, mean, Math.max(-2 + heads.get(2)[at], -7)));
      }
      with += joint;
    }
    return Math.log(without) - Math.log(with);
  }

  private void check(Likelihood likelihood, double spread, int levels, Reference reference) {
    ValueIntervals intervals = ValueIntervals.of(likelihood, CHANNELS);
    for (int round = 0; round < 4; round++) {
      List<int[]> heads = new ArrayList<>();
      List<double[]> real = new ArrayList<>();
      likelihood
          .heads(CHANNELS)
          .forEach(
              head -> {
                int[] fixed = new int[head.columns(VALUES / CHANNELS)];
                double[] doubles = new double[fixed.length];
                for (int i = 0; i < fixed.length; i++) {
                  fixed[i] = (int) (spread * random.nextGaussian() * 0x1p20);
                  doubles[i] = fixed[i] / 0x1p20;
                }
                heads.add(fixed);
                real.add(doubles);
              });
      byte[] image = new byte[VALUES];
      intervals.use(heads);
      for (int i = 0; i < VALUES; i++) {
        intervals.at(i, image);
        // Drawn, since channels that a model finds impossible tell it nothing of the next one.
        int slot = random.nextInt(1 << intervals.bits());
        while (intervals.start((image[i] & 0xFF) + 1) <= slot) {
          image[i]++;
        }
        checkValue(intervals, i, image, real, levels, reference);
      }
    }
  }

  private static void checkValue(
      ValueIntervals intervals,
      int index,
      byte[] image,
      List<double[]> heads,
      int levels,
      Reference reference) {
    assertThat(intervals.symbols()).isEqualTo(levels);
    assertThat(intervals.start(0)).isZero();
    assertThat(intervals.start(levels)).isEqualTo(1 << intervals.bits());
    byte[] other = image.clone();
    double excess = 0;
    for (int level = 0; level < levels; level++) {
      assertThat(intervals.start(level + 1)).isGreaterThan(intervals.start(level));
      other[index] = (byte) level;
      double nats = reference.distortion(index, other, heads);
      excess += Math.exp(-nats) * (intervals.cost(level) - nats / Math.log(2));
    }
    // The divergence of the integer distribution, in bits; nearly all of it is the reserved slots.
    assertThat(excess).isCloseTo(0, within(1.5e-4));
  }

  @Test
  void aDensityIsRefused() {
    assertThatThrownBy(() -> ValueIntervals.of(new LaplaceLikelihood(-5), 1))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "model.likelihood: expected bernoulli, discretized-logistic, logistic-mixture,"
                + " beta-binomial or categorical, found laplace; of other likelihoods values cannot"
                + " be packed without loss");
  }
}
