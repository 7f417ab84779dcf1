package org.rdvae.training;

import java.util.function.Function;
import java.util.function.IntPredicate;
import org.rdvae.data.TrainingBatches;
import org.rdvae.model.Architecture;
import org.rdvae.objective.BetaSchedule;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.tensor.Kernels;

/**
 * What is to be trained, on what and how, before a device holds anything of it.
 *
 * @param model makes what is trained, on the device's kernels
 * @param isSettled whether what is minimised no longer changes from this epoch on, so that
 *     validations may be compared
 * @param source fills its batches
 * @param stepsPerEpoch batches in an epoch
 */
record TrainingPlan(
    Function<Kernels, Trainable> model,
    IntPredicate isSettled,
    TrainingSettings settings,
    BatchSource source,
    int stepsPerEpoch) {

  /** That of an autoencoder. */
  static TrainingPlan of(
      Architecture architecture,
      ObjectiveSettings objective,
      TrainingSettings settings,
      TrainingBatches batches,
      long seed) {
    int stepsPerEpoch = batches.stepsPerEpoch();
    return new TrainingPlan(
        VaeTraining.plan(architecture, objective, stepsPerEpoch, batches.batchSize(), seed),
        settled(objective, stepsPerEpoch),
        settings,
        new StepInput(batches, architecture),
        stepsPerEpoch);
  }

  /** From which epoch on a weighted rate's weight or an objective's target stays. */
  static IntPredicate settled(ObjectiveSettings objective, int stepsPerEpoch) {
    BetaSchedule betas = new BetaSchedule(objective.beta(), stepsPerEpoch);
    return epoch -> betas.isSettled(epoch) && epoch >= objective.rate().settledAfter();
  }
}
