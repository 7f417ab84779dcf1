package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.data.ValueKind;

/**
 * Normal numbers with one learned standard deviation. The head is the mean's distance from the
 * middle grey ½. Its −log p(x|z) is that of a density: nats, and never bits.
 */
public record GaussianLikelihood(
    @Setting(
            value =
                "Standard deviation of every value at the start, learned from there; values run"
                    + " from 0 to 1, those of tables have mean 0 and standard deviation 1.",
            initial = "0.1",
            min = 0,
            above = true)
        double initialStddev)
    implements Likelihood {

  @Override
  public List<LikelihoodHead> heads(int channels) {
    return List.of(LikelihoodHead.ofPlaces("mean", channels));
  }

  @Override
  public List<SharedParameter> sharedParameters(int values) {
    return List.of(SharedParameter.number("log-stddev", Math.log(initialStddev)));
  }

  @Override
  public boolean isDiscrete() {
    return false;
  }

  @Override
  public boolean takes(ValueKind kind) {
    return kind == ValueKind.LEVELS || kind == ValueKind.NUMBERS;
  }

  @Override
  public PlannedLikelihood plan(LikelihoodPlace place) {
    return new PlannedGaussian(place, true);
  }
}
