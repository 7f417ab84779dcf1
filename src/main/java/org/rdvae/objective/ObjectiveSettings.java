package org.rdvae.objective;

import org.rdvae.base.Setting;

/** What is minimised: distortion + beta * rate. */
public record ObjectiveSettings(
    @Setting("Weight of the rate.") Beta beta,
    @Setting(
            value =
                "Nats of rate that each latent variable may spend, averaged over the batch, before it counts (free bits).",
            initial = "0",
            min = 0)
        double freeNats) {

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
