package org.rdvae.training;

import org.rdvae.training.TrainingSettings.Schedule;

/** The factor on the learning rate at each step, from the schedule in the settings. */
public final class LearningRate {
  private final Schedule schedule;
  private final int stepsPerEpoch;
  private final long lastStep;

  /** Epochs of {@link Schedule.Steps}, ascending. */
  private final int[] boundaries;

  public LearningRate(Schedule schedule, int epochs, int stepsPerEpoch) {
    this.schedule = schedule;
    this.stepsPerEpoch = stepsPerEpoch;
    lastStep = Math.max(1, (long) epochs * stepsPerEpoch - 1);
    boundaries =
        schedule instanceof Schedule.Steps steps
            ? steps.epochs().stream().mapToInt(Integer::intValue).sorted().toArray()
            : new int[0];
  }

  /** The factor in the given step, counted from 0. */
  public double factor(long step) {
    double done = (double) step / lastStep;
    if (schedule instanceof Schedule.Steps steps) {
      long epoch = step / stepsPerEpoch;
      int passed = 0;
      while (passed < boundaries.length && epoch >= boundaries[passed]) {
        passed++;
      }
      return Math.pow(steps.factor(), passed);
    }
    if (schedule instanceof Schedule.Cosine cosine) {
      return cosine.end() + (1 - cosine.end()) * 0.5 * (1 + Math.cos(Math.PI * done));
    }
    if (schedule instanceof Schedule.Linear linear) {
      return 1 - (1 - linear.end()) * done;
    }
    return 1;
  }
}
