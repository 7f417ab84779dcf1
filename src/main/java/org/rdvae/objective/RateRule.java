package org.rdvae.objective;

import org.rdvae.base.Setting;

/**
 * What the loss makes of the rate R, beside the distortion D. The settings of a rule are its
 * record; where it is not {@link Weighted}, it sets the weight of the rate by itself.
 */
public sealed interface RateRule {

  /**
   * The part of the loss for a training of so many steps an epoch.
   *
   * @param levelEnds where in a row of rates each of several levels ends; empty for one level
   */
  RateTerm term(ObjectiveSettings settings, int stepsPerEpoch, int... levelEnds);

  /** No number of epochs: the last model is the best. */
  int NEVER = Integer.MAX_VALUE;

  /**
   * Epochs before the loss is what it stays, so that models may be compared by their ELBO; {@link
   * #NEVER} where the ELBO would prefer models that break the constraint.
   */
  default int settledAfter() {
    return 0;
  }

  /** Beta times the rate, in which free bits do not count. */
  record Weighted() implements RateRule {
    @Override
    public RateTerm term(ObjectiveSettings settings, int stepsPerEpoch, int... levelEnds) {
      return new FreeBits(settings.freeNats(), settings.freeGroup(), levelEnds);
    }
  }

  /** The rate is held near a capacity that grows; {@link CapacityTarget} has the formula. */
  record Capacity(
      @Setting(value = "Nats of rate an image that the capacity ends with.", min = 0) double nats,
      @Setting(
              value = "Epochs over which the capacity rises from 0; 0 starts at its end.",
              initial = "0",
              min = 0)
          int epochs,
      @Setting(
              value = "Weight of the distance between rate and capacity.",
              initial = "100",
              min = 0,
              above = true)
          double weight)
      implements RateRule {
    @Override
    public RateTerm term(ObjectiveSettings settings, int stepsPerEpoch, int... levelEnds) {
      return new CapacityTarget(nats, (long) epochs * stepsPerEpoch, weight);
    }

    @Override
    public int settledAfter() {
      return epochs;
    }
  }

  /**
   * The least distortion with a rate of at most so much; {@link LagrangeMultiplier} holds it. The
   * model of the last epoch is kept.
   */
  record RateConstraint(
      @Setting(value = "Nats of rate an image that are allowed on average.", min = 0, above = true)
          double nats,
      @Setting(
              value = "Largest relative change of the rate's weight in a step.",
              initial = "0.01",
              min = 0,
              max = 1,
              above = true)
          double speed)
      implements RateRule {
    @Override
    public RateTerm term(ObjectiveSettings settings, int stepsPerEpoch, int... levelEnds) {
      return new LagrangeMultiplier(false, nats, speed);
    }

    @Override
    public int settledAfter() {
      return NEVER;
    }
  }

  /**
   * The least rate with a distortion of at most so much; {@link LagrangeMultiplier} holds it. The
   * model of the last epoch is kept.
   */
  record DistortionConstraint(
      @Setting("Nats of distortion an image that are allowed on average.") double nats,
      @Setting(
              value = "Largest relative change of the rate's weight in a step.",
              initial = "0.01",
              min = 0,
              max = 1,
              above = true)
          double speed)
      implements RateRule {
    @Override
    public RateTerm term(ObjectiveSettings settings, int stepsPerEpoch, int... levelEnds) {
      return new LagrangeMultiplier(true, nats, speed);
    }

    @Override
    public int settledAfter() {
      return NEVER;
    }
  }
}
