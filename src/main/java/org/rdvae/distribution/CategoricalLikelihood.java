package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.data.ValueKind;

/**
 * The levels of 8-bit images, each value with a probability for every one of them, or for every bin
 * of them: the most flexible likelihood of a value, and the one with the most outputs to learn.
 * {@link Categorical} has the formulas, and says what its bits count.
 */
public record CategoricalLikelihood(
    @Setting(
            value =
                "Number of bins into which the 256 levels are put, each of equally likely levels;"
                    + " the decoder has so many outputs for every value.",
            initial = "256",
            min = 2,
            max = 256)
        int levels)
    implements Likelihood {

  @Override
  public List<LikelihoodHead> heads(int channels) {
    return List.of(LikelihoodHead.ofPlaces("logits", Math.multiplyExact(channels, levels)));
  }

  @Override
  public boolean isDiscrete() {
    return true;
  }

  @Override
  public boolean takes(ValueKind kind) {
    return kind == ValueKind.LEVELS;
  }

  @Override
  public PlannedLikelihood plan(LikelihoodPlace place) {
    return new PlannedCategorical(place, levels);
  }
}
