package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.data.ValueKind;

/**
 * The 256 levels of 8-bit images, each value with a logistic distribution of its own mean and scale
 * that is cut into bins. The first head is the mean's distance from the middle grey ½, the second
 * the log scale's from −2: there the standard deviation is 0.25, about that of all values of
 * photographs. The smallest scale keeps a lucky guess from steering the training by itself.
 */
public record DiscretizedLogisticLikelihood(
    @Setting(
            value =
                "Smallest log of a scale, values running from 0 to 1; with -7 a level between"
                    + " black and white has at most 79 percent.",
            initial = "-7",
            min = -10,
            max = 0)
        double minLogScale)
    implements Likelihood {

  @Override
  public List<LikelihoodHead> heads(int channels) {
    return List.of(
        LikelihoodHead.ofPlaces("mean", channels), LikelihoodHead.ofPlaces("log-scale", channels));
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
    return new PlannedDiscretizedLogistic(place, minLogScale);
  }
}
