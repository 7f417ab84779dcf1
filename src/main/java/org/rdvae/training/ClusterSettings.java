package org.rdvae.training;

import org.rdvae.base.Setting;

/** How several machines share the steps of a training; one machine does not read them. */
public record ClusterSettings(
    @Setting(
            value =
                "Processes that train side by side; 0 takes as many as the cluster has when the run"
                    + " begins or goes on.",
            initial = "0",
            min = 0,
            max = 65536)
        int executors,
    @Setting(
            value =
                "What they share: synchronous (all take every step together, each on its part of"
                    + " the batch; the result is that of one machine, but for objectives and"
                    + " layers that look at a whole batch) or averaging (each takes steps of its"
                    + " own on whole batches, and the results are averaged; the learning rate"
                    + " should grow with the number of executors).",
            initial = "synchronous")
        Mode mode,
    @Setting(
            value =
                "Steps that each takes before the results are averaged or, when synchronous, handed"
                    + " to the driver; what a lost executor costs at most.",
            initial = "100",
            min = 1,
            max = 1000000)
        int stepsPerRound) {

  /** What executors share. */
  public enum Mode {
    AVERAGING,
    SYNCHRONOUS
  }
}
