package org.rdvae.training;

import java.util.function.Function;
import java.util.function.IntPredicate;
import org.rdvae.base.Failure;
import org.rdvae.data.TrainingBatches;
import org.rdvae.model.Architecture;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;

/**
 * Trains a model: epochs of steps, a validation between epochs, and the decision which model is
 * best and when to stop. Belongs to one thread; owns what takes the steps until closed.
 */
public final class Trainer implements AutoCloseable {
  private final TrainingSettings settings;
  private final int stepsPerEpoch;
  private final IntPredicate isSettled;
  private final TrainingSteps steps;
  private Position position;

  /**
   * A trainer of an autoencoder.
   *
   * @param start where to begin: {@link Snapshot#initial} or a saved state
   */
  public Trainer(
      Device device,
      Architecture architecture,
      ObjectiveSettings objectiveSettings,
      TrainingSettings settings,
      TrainingBatches batches,
      long seed,
      Snapshot start) {
    this(device, TrainingPlan.of(architecture, objectiveSettings, settings, batches, seed), start);
  }

  private Trainer(Device device, TrainingPlan plan, Snapshot start) {
    this(
        device.kernels(Precision.FLOAT32),
        plan,
        start,
        plan.settings().prefetch().isOn(device.threads()),
        device.threadsBetweenCalls());
  }

  /**
   * @param kernels closed together with this trainer, also if there is to be none
   * @param updateThreads at most for an update of the parameters
   */
  Trainer(Kernels kernels, TrainingPlan plan, Snapshot start, boolean prefetch, int updateThreads) {
    this(
        new LocalSteps(kernels, plan, start, prefetch, updateThreads),
        plan.isSettled(),
        plan.settings(),
        plan.stepsPerEpoch(),
        start.position());
  }

  /**
   * A trainer of an autoencoder whose steps are taken elsewhere.
   *
   * @param steps closed together with this trainer
   * @param stepsPerEpoch batches in an epoch
   */
  public Trainer(
      TrainingSteps steps,
      ObjectiveSettings objectiveSettings,
      TrainingSettings settings,
      int stepsPerEpoch,
      Position start) {
    this(
        steps,
        TrainingPlan.settled(objectiveSettings, stepsPerEpoch),
        settings,
        stepsPerEpoch,
        start);
  }

  /**
   * A trainer of anything.
   *
   * @param plan makes what is trained, on the device's kernels
   * @param source fills its batches
   * @param stepsPerEpoch batches in an epoch
   */
  public Trainer(
      Device device,
      Function<Kernels, Trainable> plan,
      TrainingSettings settings,
      BatchSource source,
      int stepsPerEpoch,
      Snapshot start) {
    this(device, new TrainingPlan(plan, epoch -> true, settings, source, stepsPerEpoch), start);
  }

  private Trainer(
      TrainingSteps steps,
      IntPredicate isSettled,
      TrainingSettings settings,
      int stepsPerEpoch,
      Position start) {
    this.steps = steps;
    this.isSettled = isSettled;
    this.settings = settings;
    this.stepsPerEpoch = stepsPerEpoch;
    position = start;
  }

  /** Trains until all epochs are done, no epoch is better for too long, or the listener says no. */
  public void run(Validator validator, TrainingListener listener) {
    while (!position.finished()) {
      int taken = steps.take(position, listener);
      position = position.after(taken);
      if (taken > 0 && position.stepInEpoch() == stepsPerEpoch) {
        endEpoch(validator, listener);
        steps.keep(position);
      }
      if (!listener.stepped(this) || taken == 0) {
        return;
      }
    }
  }

  private void endEpoch(Validator validator, TrainingListener listener) {
    position = position.afterEpoch();
    boolean last = position.epoch() == settings.epochs();
    if (position.epoch() % settings.validateEvery() == 0 || last) {
      Measurement validation = validator.validate(steps.model());
      double score = validation.score();
      // The step before may have left parameters that no gradient has met yet; such a model must
      // not be called best.
      if (!Double.isFinite(score)) {
        throw steps.diverged("after step " + position.step() + " the validation score is " + score);
      }
      // While beta or a capacity still rises, the bound at beta 1 is not what is trained for, and
      // would favour the wrong model.
      boolean counts = isSettled.test(position.epoch()) || last;
      boolean best = counts && !(position.bestScore() <= score);
      if (counts) {
        position = position.withScore(score, best, settings.validateEvery());
      }
      boolean outOfPatience =
          settings.patience() > 0 && position.epochsSinceBest() >= settings.patience();
      if (last || outOfPatience) {
        position = position.finish();
      }
      listener.validated(position, validation, best);
    }
  }

  public Position position() {
    return position;
  }

  /**
   * A copy of the whole state, with what it would be rolled back to.
   *
   * @throws IllegalStateException after the training diverged
   * @throws Failure of kind BAD_DATA if it is found here that it did
   */
  public Snapshot snapshot() {
    return steps.snapshot(position);
  }

  /** Whether {@link #snapshot} may be called even after {@link #run} failed. */
  public boolean isWhole() {
    return steps.isWhole();
  }

  /**
   * Steps skipped so far because of an outlying gradient.
   *
   * @throws IllegalStateException if the steps are taken elsewhere, as for the other two numbers
   *     that only what computes has
   */
  public long skippedSteps() {
    return learner().skippedSteps();
  }

  /**
   * Nanoseconds spent in the optimiser, the gradient's norm included.
   *
   * @throws IllegalStateException if the steps are taken elsewhere
   */
  public long optimizerNanos() {
    return learner().optimizerNanos();
  }

  /** Nanoseconds spent waiting for batches; without prefetch, making them. */
  public long waitedNanos() {
    return steps.waitedNanos();
  }

  /**
   * Nanoseconds spent in native calls, the optimiser's copies not included.
   *
   * @throws IllegalStateException if the steps are taken elsewhere
   */
  public long nativeNanos() {
    return learner().nativeNanos();
  }

  /** What computes, if it is in this process. */
  private Learner learner() {
    if (steps instanceof LocalSteps local) {
      return local.learner();
    }
    throw new IllegalStateException("the steps are taken elsewhere");
  }

  @Override
  public void close() {
    steps.close();
  }
}
