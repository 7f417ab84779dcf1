package org.rdvae.objective;

import org.rdvae.base.Setting;

/**
 * What is minimised: distortion + beta * rate or another {@link RateRule}, or minus another bound
 * with beta in its weights.
 */
public record ObjectiveSettings(
    @Setting("Weight of the rate.") Beta beta,
    @Setting(
            value =
                "Nats of rate that each latent variable, or group of them, may spend, averaged over the"
                    + " batch, before it counts (free bits).",
            initial = "0",
            min = 0)
        double freeNats,
    @Setting(
            value =
                "Neighbouring latent variables of a level that share free-nats as one group; 0 takes"
                    + " all of a level together.",
            initial = "1",
            min = 0)
        int freeGroup,
    @Setting(
            value =
                "What the loss makes of the rate: weighted by beta, drawn to a capacity, or least"
                    + " distortion under a limit on the rate, or least rate under one on the"
                    + " distortion. With a limit the model of the last epoch is kept, whatever its"
                    + " ELBO.",
            initial = "weighted")
        RateRule rate,
    @Setting(
            value =
                "Weight, times beta, of the total correlation of the latent variables over a batch,"
                    + " added to the loss; one less than beta in the beta-TCVAE.",
            initial = "0",
            min = 0)
        double totalCorrelation,
    @Setting(
            value = "Bound on the log likelihood that is maximised, by one or several samples.",
            initial = "elbo")
        Bound bound,
    @Setting(
            value =
                "How the gradient by the encoder is estimated; sticking-the-landing takes one"
                    + " sample, doubly-reparameterized and wake-phase take several.",
            initial = "reparameterized")
        Estimator estimator) {

  /** The ELBO by one sample and the reparameterised gradient. */
  public ObjectiveSettings(Beta beta, double freeNats) {
    this(beta, freeNats, new Bound.Elbo(1), Estimator.REPARAMETERIZED);
  }

  /** Beta times the rate, free bits by single latent variables. */
  public ObjectiveSettings(Beta beta, double freeNats, Bound bound, Estimator estimator) {
    this(beta, freeNats, 1, new RateRule.Weighted(), 0, bound, estimator);
  }

  /**
   * The part of the loss that the rates make.
   *
   * @param levelEnds where in a row of rates each of several levels ends; empty for one level
   */
  RateTerm rateTerm(BetaSchedule betas, int... levelEnds) {
    return rate.term(this, betas.stepsPerEpoch(), levelEnds);
  }

  /** Whether training must know each step's distortion; {@link RateTerm#needsDistortion}. */
  public boolean needsDistortion() {
    return rate instanceof RateRule.DistortionConstraint;
  }

  /** Whether a rate in closed form, where there is one, can be used. */
  public boolean allowsClosedForm() {
    return bound instanceof Bound.Elbo && estimator == Estimator.REPARAMETERIZED;
  }

  /** The weight of the rate over time; {@link BetaSchedule} says how the parts fit together. */
  public record Beta(
      @Setting(value = "Final weight of the rate; 1 is the ELBO.", initial = "1.0", min = 0)
          double value,
      @Setting(
              value = "Epochs over which the weight rises from 0; 0 starts at the final value.",
              initial = "0",
              min = 0)
          int warmUpEpochs,
      @Setting(
              value =
                  "Number of times the weight rises within the warm-up; more than 1 is the cyclic schedule.",
              initial = "1",
              min = 1)
          int cycles,
      @Setting(
              value = "Part of each cycle spent rising, the rest is spent at the final value.",
              initial = "1.0",
              min = 0,
              max = 1,
              above = true)
          double rise) {}
}
