package org.rdvae.distribution;

import java.util.List;
import org.rdvae.data.ValueKind;

/**
 * What the decoder's outputs mean: the distribution p(x|z) of the values of an example. A decoder
 * has one output for each of {@link #heads}, unbounded and near 0 when training begins; parameters
 * that all examples share are learned beside the network.
 *
 * <p>Each choice is a settings record of its own, whose {@link #plan} makes the operations; its
 * formulas in plain double stand in a class of the distribution's name.
 */
public sealed interface Likelihood
    permits BernoulliLikelihood,
        BetaBinomialLikelihood,
        CategoricalLikelihood,
        ContinuousBernoulliLikelihood,
        DiscretizedLogisticLikelihood,
        GaussianLikelihood,
        GaussianOptimalSigmaLikelihood,
        LocationScaleLikelihood,
        LogisticMixtureLikelihood,
        MultinomialLikelihood,
        PluginLikelihood,
        TopicsLikelihood {

  /**
   * What the decoder must give.
   *
   * @param channels values of a place
   */
  List<LikelihoodHead> heads(int channels);

  /**
   * What is learned beside the network.
   *
   * @param values in an example
   */
  default List<SharedParameter> sharedParameters(int values) {
    return List.of();
  }

  /** Whether −log p(x|z) is that of a probability, so that it may be told in bits. */
  boolean isDiscrete();

  /** Whether this is a distribution of such values. */
  boolean takes(ValueKind kind);

  /** This likelihood on fixed tensors. */
  PlannedLikelihood plan(LikelihoodPlace place);
}
