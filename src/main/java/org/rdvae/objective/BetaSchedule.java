package org.rdvae.objective;

import org.rdvae.objective.ObjectiveSettings.Beta;

/**
 * The weight of the rate at each step. The warm-up consists of equal cycles; in each the weight
 * rises on a straight line from 0 to its final value and, if {@code rise} is below 1, stays there
 * for the rest of the cycle. After the warm-up it stays for good.
 *
 * <p>One cycle: Bowman et al., Generating Sentences from a Continuous Space, CoNLL 2016. Several
 * cycles with rise 0.5: Fu et al., Cyclical Annealing Schedule, NAACL 2019, arXiv:1903.10145.
 */
public final class BetaSchedule {
  private final Beta settings;
  private final int stepsPerEpoch;
  private final long warmUpSteps;

  public BetaSchedule(Beta settings, int stepsPerEpoch) {
    this.settings = settings;
    this.stepsPerEpoch = stepsPerEpoch;
    warmUpSteps = (long) settings.warmUpEpochs() * stepsPerEpoch;
  }

  public int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  /** Beta in the given step, counted from 0. */
  public double at(long step) {
    if (step >= warmUpSteps) {
      return settings.value();
    }
    double cycleSteps = (double) warmUpSteps / settings.cycles();
    double position = step % cycleSteps / cycleSteps;
    return settings.value() * Math.min(1, position / settings.rise());
  }

  /**
   * Whether the weight has reached its final value for good before this epoch, so that models may
   * be compared.
   */
  public boolean isSettled(int epoch) {
    return epoch >= settings.warmUpEpochs();
  }
}
