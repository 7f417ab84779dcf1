package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.data.ValueKind;

/**
 * Normal numbers with one standard deviation σ for all values that is never learned: in a training
 * step it is the best one for the batch, the root of the mean squared error,
 *
 * <pre>
 * σ² = Σ (x − μ)² / (values of the batch)
 * </pre>
 *
 * so that rate and distortion are balanced from the first step on and no weight beta needs a
 * search. A model that is measured needs a σ that does not depend on what it is asked about: that
 * is a running average of ln σ over the batches of training. Its −log p(x|z) is that of a density:
 * nats, and never bits.
 *
 * <p>Rybkin, Daniilidis and Levine, Simple and Effective VAE Training with Calibrated Decoders
 * (sigma-VAE), ICML 2021, section 4, arXiv:2006.13202.
 */
public record GaussianOptimalSigmaLikelihood(
    @Setting(
            value =
                "Smallest log of the standard deviation; values run from 0 to 1, those of tables"
                    + " have mean 0 and standard deviation 1.",
            initial = "-6",
            min = -10,
            max = 0)
        double minLogStddev)
    implements Likelihood {

  @Override
  public List<LikelihoodHead> heads(int channels) {
    return List.of(LikelihoodHead.ofPlaces("mean", channels));
  }

  @Override
  public List<SharedParameter> sharedParameters(int values) {
    return List.of(SharedParameter.statistic("log-stddev", -1));
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
    return new PlannedOptimalSigma(place, minLogStddev);
  }
}
