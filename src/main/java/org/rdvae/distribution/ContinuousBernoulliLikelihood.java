package org.rdvae.distribution;

import java.util.List;
import org.rdvae.data.ValueKind;
import org.rdvae.random.RandomStream;

/**
 * Grey values from 0 to 1, given by logits: what a Bernoulli likelihood of grey values should have
 * been. Its −log p(x|z) is that of a density: nats, and never bits. {@link ContinuousBernoulli} has
 * the formulas and the paper.
 */
public record ContinuousBernoulliLikelihood() implements Likelihood {
  @Override
  public List<LikelihoodHead> heads(int channels) {
    return List.of(LikelihoodHead.ofPlaces("logits", channels));
  }

  @Override
  public boolean isDiscrete() {
    return false;
  }

  @Override
  public boolean takes(ValueKind kind) {
    return kind == ValueKind.LEVELS;
  }

  @Override
  public PlannedLikelihood plan(LikelihoodPlace place) {
    return PlannedContinuousBernoulli.plan(place, new OfValue());
  }

  private record OfValue() implements ValueDistribution {
    @Override
    public double distortion(double x, double[] heads) {
      return ContinuousBernoulli.distortion(heads[0], x);
    }

    @Override
    public double expectation(double[] heads) {
      return ContinuousBernoulli.mean(heads[0]);
    }

    @Override
    public double draw(double[] heads, RandomStream stream) {
      return ContinuousBernoulli.quantile(stream.nextUniform(), heads[0]);
    }
  }
}
