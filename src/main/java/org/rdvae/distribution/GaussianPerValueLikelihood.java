package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.data.ValueKind;
import org.rdvae.random.RandomStream;

/**
 * Normal numbers, each with a mean and a standard deviation σ of its own. The first head is the
 * mean's distance from the middle grey ½, the second ln σ's from −1; no σ falls below the smallest,
 * because where a value can be foretold exactly the density would grow without end. Its −log p(x|z)
 * is that of a density: nats, and never bits.
 *
 * <p>Kingma and Welling, Auto-Encoding Variational Bayes, ICLR 2014, appendix C.2, arXiv:1312.6114.
 */
public record GaussianPerValueLikelihood(
    @Setting(
            value =
                "Smallest log of a standard deviation; values run from 0 to 1, those of tables have"
                    + " mean 0 and standard deviation 1.",
            initial = "-5",
            min = -10,
            max = 0)
        double minLogStddev)
    implements Likelihood {
  private static final double MIDDLE_LOG_SCALE = -1;

  @Override
  public List<LikelihoodHead> heads(int channels) {
    return List.of(
        LikelihoodHead.ofPlaces("mean", channels), LikelihoodHead.ofPlaces("log-stddev", channels));
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
    LogScaleHead scale = new LogScaleHead(MIDDLE_LOG_SCALE, minLogStddev);
    return PlannedLocationScale.plan(place, scale, new StandardForm.Normal(), new OfValue(scale));
  }

  private record OfValue(LogScaleHead scale) implements ValueDistribution {
    @Override
    public double distortion(double x, double[] heads) {
      return Gaussian.distortion(x, mean(heads), scale.logScale(heads[1]));
    }

    @Override
    public double expectation(double[] heads) {
      return mean(heads);
    }

    @Override
    public double draw(double[] heads, RandomStream stream) {
      return DiagonalGaussian.sample(mean(heads), scale.logScale(heads[1]), stream.nextGaussian());
    }

    private static double mean(double[] heads) {
      return PlannedLikelihood.MIDDLE_GREY + heads[0];
    }
  }
}
