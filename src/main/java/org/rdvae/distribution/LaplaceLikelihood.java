package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.data.ValueKind;
import org.rdvae.random.RandomStream;

/**
 * Numbers with Laplace distributions, each with a centre and a scale b of its own: the error's size
 * counts and not its square, so medians are learned and a few large errors do not steer. The first
 * head is the centre's distance from the middle grey ½, the second ln b's from −1. Its −log p(x|z)
 * is that of a density: nats, and never bits.
 */
public record LaplaceLikelihood(
    @Setting(
            value =
                "Smallest log of a scale; values run from 0 to 1, those of tables have mean 0 and"
                    + " standard deviation 1.",
            initial = "-5",
            min = -10,
            max = 0)
        double minLogScale)
    implements Likelihood {
  private static final double MIDDLE_LOG_SCALE = -1;

  @Override
  public List<LikelihoodHead> heads(int channels) {
    return List.of(
        LikelihoodHead.ofPlaces("mean", channels), LikelihoodHead.ofPlaces("log-scale", channels));
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
    LogScaleHead scale = new LogScaleHead(MIDDLE_LOG_SCALE, minLogScale);
    return PlannedLocationScale.plan(
        place, scale, new StandardForm.DoubleExponential(), new OfValue(scale));
  }

  private record OfValue(LogScaleHead scale) implements ValueDistribution {
    @Override
    public double distortion(double x, double[] heads) {
      return Laplace.distortion(x, mean(heads), scale.logScale(heads[1]));
    }

    @Override
    public double expectation(double[] heads) {
      return mean(heads);
    }

    @Override
    public double draw(double[] heads, RandomStream stream) {
      return Laplace.quantile(stream.nextUniform(), mean(heads), scale.logScale(heads[1]));
    }

    private static double mean(double[] heads) {
      return PlannedLikelihood.MIDDLE_GREY + heads[0];
    }
  }
}
