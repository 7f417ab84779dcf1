package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.data.ValueKind;
import org.rdvae.random.RandomStream;

/**
 * Numbers with Student's t distributions, each with a centre and a scale s of its own: large errors
 * cost only their logarithm, so outliers do not steer. The first head is the centre's distance from
 * the middle grey ½, the second ln s's from −1. Its −log p(x|z) is that of a density: nats, and
 * never bits.
 */
public record StudentTLikelihood(
    @Setting(
            value =
                "Degrees of freedom of all values: the fewer, the heavier the tails; 1 is Cauchy's"
                    + " distribution, hundreds are almost a normal one.",
            initial = "5",
            min = 0.1,
            max = 1e6)
        double degreesOfFreedom,
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
        place,
        scale,
        new StandardForm.HeavyTailed(degreesOfFreedom),
        new OfValue(scale, degreesOfFreedom));
  }

  private record OfValue(LogScaleHead scale, double freedom) implements ValueDistribution {
    @Override
    public double distortion(double x, double[] heads) {
      return StudentT.distortion(x, mean(heads), scale.logScale(heads[1]), freedom);
    }

    @Override
    public double expectation(double[] heads) {
      return mean(heads);
    }

    @Override
    public double draw(double[] heads, RandomStream stream) {
      return StudentT.draw(mean(heads), scale.logScale(heads[1]), freedom, stream);
    }

    private static double mean(double[] heads) {
      return PlannedLikelihood.MIDDLE_GREY + heads[0];
    }
  }
}
