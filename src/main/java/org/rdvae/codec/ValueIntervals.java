package org.rdvae.codec;

import java.util.List;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.BetaBinomialLikelihood;
import org.rdvae.distribution.CategoricalLikelihood;
import org.rdvae.distribution.DiscretizedLogisticLikelihood;
import org.rdvae.distribution.Likelihood;
import org.rdvae.distribution.LogisticMixtureLikelihood;

/**
 * The distributions of the values of an image as the decoder's heads give them, value by value. An
 * instance belongs to one thread.
 */
interface ValueIntervals extends Intervals {
  /** Of values from 0 to 255; the mass that {@link #reserved} sets aside costs 10^-4 bits. */
  int LEVEL_SLOT_BITS = 22;

  /** Number of values from 0 to 255. */
  int LEVELS = 256;

  /** Takes the heads of an image, each of {@link FixedVae#FRACTION}. */
  void use(List<int[]> heads);

  /**
   * Goes to a value.
   *
   * @param image its values, of which those before this one may be read
   * @param index of the value
   */
  void at(int index, byte[] image);

  /**
   * The start of a level's interval: each of them has one slot, and shares in the others by its
   * mass.
   *
   * @param mass below the level, 0 to 2^bits
   */
  static int reserved(int level, long mass, int bits) {
    return level + (int) ((mass * ((1 << LEVEL_SLOT_BITS) - LEVELS)) >> bits);
  }

  /**
   * Those of a likelihood.
   *
   * @param channels of the images
   * @throws Failure BAD_DATA naming those that there are
   */
  static ValueIntervals of(Likelihood likelihood, int channels) {
    if (likelihood instanceof BernoulliLikelihood) {
      return new BitIntervals();
    } else if (likelihood instanceof DiscretizedLogisticLikelihood logistic) {
      return new LogisticIntervals(logistic.minLogScale());
    } else if (likelihood instanceof LogisticMixtureLikelihood mixture) {
      return new MixtureIntervals(mixture.components(), channels, mixture.minLogScale());
    } else if (likelihood instanceof BetaBinomialLikelihood) {
      return new WeightedIntervals(new BetaBinomialWeights());
    } else if (likelihood instanceof CategoricalLikelihood categorical) {
      return new WeightedIntervals(new CategoricalWeights(categorical.levels()));
    }
    throw new Failure(
        Failure.Kind.BAD_DATA,
        "model.likelihood: expected bernoulli, discretized-logistic, logistic-mixture,"
            + " beta-binomial or categorical, found "
            + KebabCase.of(likelihood.getClass().getSimpleName()).replace("-likelihood", "")
            + "; of other likelihoods values cannot be packed without loss");
  }
}
