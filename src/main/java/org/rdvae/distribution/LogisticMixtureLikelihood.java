package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.data.ValueKind;

/**
 * The 256 levels of 8-bit images, each pixel with a mixture of logistic distributions that are cut
 * into bins; green follows red, and blue follows both. {@link LogisticMixture} has the formulas and
 * the paper. Where a head is 0 the mean is the middle grey and ln s is −2.
 */
public record LogisticMixtureLikelihood(
    @Setting(
            value = "Number of logistic distributions that a pixel's is mixed of.",
            initial = "10",
            min = 1,
            max = 256)
        int components,
    @Setting(
            value = "Smallest log of a scale, values running from 0 to 1.",
            initial = "-7",
            min = -10,
            max = 0)
        double minLogScale)
    implements Likelihood {

  @Override
  public List<LikelihoodHead> heads(int channels) {
    List<LikelihoodHead> heads = new ArrayList<>();
    heads.add(LikelihoodHead.ofPlaces("weights", components));
    heads.add(LikelihoodHead.ofPlaces("means", components * channels));
    heads.add(LikelihoodHead.ofPlaces("log-scales", components * channels));
    if (channels > 1) {
      heads.add(
          LikelihoodHead.ofPlaces("coefficients", components * LogisticMixture.pairs(channels)));
    }
    return heads;
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
    LogScaleHead scale = new LogScaleHead(PlannedDiscretizedLogistic.MIDDLE_LOG_SCALE, minLogScale);
    return new PlannedLogisticMixture(place, components, scale);
  }
}
