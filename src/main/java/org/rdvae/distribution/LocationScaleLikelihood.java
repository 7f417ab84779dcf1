package org.rdvae.distribution;

import java.util.List;
import org.rdvae.data.ValueKind;

/**
 * Numbers with densities of one {@link StandardForm}, each with a centre and a scale of its own.
 * The first head is the centre's distance from the middle grey ½, the second that of the scale's
 * log from −1. Its −log p(x|z) is that of a density: nats, and never bits.
 */
sealed interface LocationScaleLikelihood extends Likelihood
    permits GaussianPerValueLikelihood, LaplaceLikelihood, StudentTLikelihood {

  /** The density of centre 0 and scale 1. */
  StandardForm form();

  /** Smallest log of a scale. */
  double minLogScale();

  /** What the head of the scales is called. */
  default String scaleName() {
    return "log-scale";
  }

  @Override
  default List<LikelihoodHead> heads(int channels) {
    return List.of(
        LikelihoodHead.ofPlaces("mean", channels), LikelihoodHead.ofPlaces(scaleName(), channels));
  }

  @Override
  default boolean isDiscrete() {
    return false;
  }

  @Override
  default boolean takes(ValueKind kind) {
    return kind == ValueKind.LEVELS || kind == ValueKind.NUMBERS;
  }

  @Override
  default PlannedLikelihood plan(LikelihoodPlace place) {
    return PlannedLocationScale.plan(place, new LogScaleHead(-1, minLogScale()), form());
  }
}
