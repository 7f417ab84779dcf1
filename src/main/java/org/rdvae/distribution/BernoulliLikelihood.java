package org.rdvae.distribution;

import java.util.List;
import org.rdvae.data.ValueKind;

/**
 * Bits, given by logits l: for images of two tones. Distortion in nats of an image: Σ ln(1 + e^l) −
 * x l over its values, x being 0 or 1; {@link PlannedBernoulli}.
 */
public record BernoulliLikelihood() implements Likelihood {
  @Override
  public List<LikelihoodHead> heads(int channels) {
    return List.of(LikelihoodHead.ofPlaces("logits", channels));
  }

  @Override
  public boolean isDiscrete() {
    return true;
  }

  @Override
  public boolean takes(ValueKind kind) {
    return kind == ValueKind.BITS;
  }

  @Override
  public PlannedLikelihood plan(LikelihoodPlace place) {
    return new PlannedBernoulli(place);
  }
}
