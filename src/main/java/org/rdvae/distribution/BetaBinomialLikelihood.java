package org.rdvae.distribution;

import java.util.List;
import org.rdvae.data.ValueKind;
import org.rdvae.random.RandomStream;

/**
 * The 256 levels of 8-bit images, each value with a beta-binomial distribution of its own. The
 * heads are ln α and ln β, held between −8 and 8: near 0, when training begins, all levels are
 * about equally likely. {@link BetaBinomial} has the formulas, and says for which images it is.
 */
public record BetaBinomialLikelihood() implements Likelihood {
  /** Beyond it the distribution is one of two levels, or the binomial one, to three digits. */
  static final double LARGEST_LOG = 8;

  @Override
  public List<LikelihoodHead> heads(int channels) {
    return List.of(
        LikelihoodHead.ofPlaces("log-alpha", channels),
        LikelihoodHead.ofPlaces("log-beta", channels));
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
    return PlannedBetaBinomial.plan(place, new OfValue());
  }

  private record OfValue() implements ValueDistribution {
    @Override
    public double distortion(double x, double[] heads) {
      return BetaBinomial.distortion(
          DiscretizedLogistic.level((float) x), of(heads[0]), of(heads[1]));
    }

    @Override
    public double expectation(double[] heads) {
      return BetaBinomial.expectation(of(heads[0]), of(heads[1]));
    }

    @Override
    public double draw(double[] heads, RandomStream stream) {
      return BetaBinomial.draw(of(heads[0]), of(heads[1]), stream)
          / (double) DiscretizedLogistic.HIGHEST;
    }

    private static double of(double head) {
      return Math.exp(Math.min(Math.max(head, -LARGEST_LOG), LARGEST_LOG));
    }
  }
}
