package org.rdvae.training;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.data.TrainingBatches;
import org.rdvae.model.Architecture;
import org.rdvae.objective.BetaSchedule;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.training.TrainingSettings.OnNonFinite;

/**
 * Trains a model: epochs of steps, a validation between epochs, and the decision which model is
 * best and when to stop. Belongs to one thread; owns its tensors until closed.
 */
public final class Trainer implements AutoCloseable {
  private final TrainingSettings settings;
  private final int stepsPerEpoch;
  private final Kernels kernels;
  private final Trainable model;
  private final IntPredicate isSettled;
  private final LearningRate learningRate;
  private final Parameters parameters;
  private final BatchFeed feed;

  /** Steps in a row, or rollbacks in an epoch, that end a training which would go on. */
  private static final int MOST_ANSWERS = 10;

  private Position position;
  private Snapshot lastGood;
  private int answers;
  private boolean diverged;
  private Trainable.Measured measured;
  private double gradientNorm;
  private long optimizerNanos;

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
    this(
        device.kernels(Precision.FLOAT32),
        architecture,
        objectiveSettings,
        settings,
        batches,
        seed,
        start,
        settings.prefetch().isOn(device.threads()),
        device.threadsBetweenCalls());
  }

  /**
   * @param kernels closed together with this trainer, also if there is to be none
   * @param updateThreads at most for an update of the parameters
   */
  Trainer(
      Kernels kernels,
      Architecture architecture,
      ObjectiveSettings objectiveSettings,
      TrainingSettings settings,
      TrainingBatches batches,
      long seed,
      Snapshot start,
      boolean prefetch,
      int updateThreads) {
    this(
        kernels,
        new BetaSchedule(objectiveSettings.beta(), batches.stepsPerEpoch()),
        architecture,
        objectiveSettings,
        settings,
        batches,
        seed,
        start,
        prefetch,
        updateThreads);
  }

  private Trainer(
      Kernels kernels,
      BetaSchedule betas,
      Architecture architecture,
      ObjectiveSettings objectiveSettings,
      TrainingSettings settings,
      TrainingBatches batches,
      long seed,
      Snapshot start,
      boolean prefetch,
      int updateThreads) {
    this(
        kernels,
        planning ->
            new VaeTraining(
                planning, architecture, objectiveSettings, betas, batches.batchSize(), seed),
        epoch -> betas.isSettled(epoch) && epoch >= objectiveSettings.rate().settledAfter(),
        settings,
        new StepInput(batches, architecture),
        batches.stepsPerEpoch(),
        start,
        prefetch,
        updateThreads);
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
    this(
        device.kernels(Precision.FLOAT32),
        plan,
        epoch -> true,
        settings,
        source,
        stepsPerEpoch,
        start,
        settings.prefetch().isOn(device.threads()),
        device.threadsBetweenCalls());
  }

  private Trainer(
      Kernels kernels,
      Function<Kernels, Trainable> plan,
      IntPredicate isSettled,
      TrainingSettings settings,
      BatchSource source,
      int stepsPerEpoch,
      Snapshot start,
      boolean prefetch,
      int updateThreads) {
    this.kernels = kernels;
    this.isSettled = isSettled;
    this.settings = settings;
    this.stepsPerEpoch = stepsPerEpoch;
    learningRate = new LearningRate(settings.schedule(), settings.epochs(), stepsPerEpoch);
    try {
      model = plan.apply(kernels);
      parameters =
          Parameters.of(
              kernels,
              settings,
              GradientNorms.ends(model.layout()),
              model.parameters().gradients(),
              model.parameters().values(),
              ObjectiveMemory.recall(model, RollbackPoint.without(start)),
              updateThreads);
      RollbackPoint remembered = RollbackPoint.of(start);
      answers = remembered.answers();
      if (settings.onNonFinite() == OnNonFinite.ROLLBACK) {
        lastGood = remembered.state().orElse(null);
      }
      feed =
          new BatchFeed(
              source,
              model.batchValues(),
              settings.epochs(),
              stepsPerEpoch,
              start.position().step(),
              prefetch);
    } catch (RuntimeException | Error e) {
      kernels.close();
      throw e;
    }
    position = start.position();
  }

  /** Trains until all epochs are done, no epoch is better for too long, or the listener says no. */
  public void run(Validator validator, TrainingListener listener) {
    requireSound();
    if (lastGood == null) {
      keepForRollback();
    }
    while (!position.finished()) {
      step(listener);
      position = position.afterStep();
      if (isLogged(position.step())) {
        listener.measured(position, report(position.step() - 1));
      }
      if (position.stepInEpoch() == stepsPerEpoch) {
        endEpoch(validator, listener);
        keepForRollback();
      }
      if (!listener.stepped(this)) {
        return;
      }
    }
  }

  /** One step of stochastic gradient descent on what the objective says. */
  private void step(TrainingListener listener) {
    long step = position.step();
    float[] batch = feed.next();
    model.load(batch);
    model.draw(position.epoch(), position.stepInEpoch());
    model.forward();
    model.gradient(step);
    // Before the update, because some likelihoods have parameters of their own in what it changes.
    if (isLogged(step + 1)) {
      measured = model.measure(batch);
    }

    long begin = System.nanoTime();
    gradientNorm = parameters.update(step, learningRate.factor(step));
    optimizerNanos += System.nanoTime() - begin;
    if (!Parameters.isSound(gradientNorm)) {
      answer(step, listener);
    } else if (settings.onNonFinite() == OnNonFinite.SKIP) {
      answers = 0;
    }
  }

  /** A gradient that is not finite, or too large to be squared. */
  private void answer(long step, TrainingListener listener) {
    String where =
        "in step "
            + (step + 1)
            + (Double.isFinite(gradientNorm)
                ? " the gradient has the norm " + gradientNorm
                : " the gradient is not finite");
    answers++;
    if (settings.onNonFinite() == OnNonFinite.STOP) {
      throw diverged(where);
    } else if (answers >= MOST_ANSWERS) {
      throw diverged(where + ", nor was it in " + (MOST_ANSWERS - 1) + " steps before");
    } else if (settings.onNonFinite() == OnNonFinite.SKIP) {
      parameters.restore();
      listener.notFinite(position, where + "; the step is left out");
    } else {
      parameters.goBack(ObjectiveMemory.recall(model, lastGood));
      listener.notFinite(
          position, where + "; back to the parameters of step " + lastGood.position().step());
    }
  }

  private void keepForRollback() {
    if (settings.onNonFinite() == OnNonFinite.ROLLBACK && !position.finished()) {
      lastGood = state();
      answers = 0;
    }
  }

  private boolean isLogged(long steps) {
    return steps % settings.logEvery() == 0;
  }

  /** From now on there is no state to save: the parameters may be lost. */
  private Failure diverged(String where) {
    diverged = true;
    String optimizer = KebabCase.of(settings.optimizer().getClass().getSimpleName());
    return new Failure(
        Failure.Kind.BAD_DATA,
        "Training diverged: "
            + where
            + ". Try a lower training.optimizer."
            + optimizer
            + ".learning-rate or set training.clip-norm; checkpoints on disk are of earlier"
            + " steps.");
  }

  private void requireSound() {
    if (diverged) {
      throw new IllegalStateException("the training diverged and has no state to go on from");
    }
  }

  private StepReport report(long step) {
    return new StepReport(
        measured.batch(),
        measured.loss(),
        measured.beta(),
        settings.optimizer().learningRate() * learningRate.factor(step),
        gradientNorm,
        measured.levelRates(),
        parameters.skippedSteps());
  }

  private void endEpoch(Validator validator, TrainingListener listener) {
    position = position.afterEpoch();
    boolean last = position.epoch() == settings.epochs();
    if (position.epoch() % settings.validateEvery() == 0 || last) {
      Measurement validation = validator.validate(parameters.model());
      double score = -validation.elbo();
      // The step before may have left parameters that no gradient has met yet; such a model must
      // not be called best.
      if (!Double.isFinite(score)) {
        throw diverged("after step " + position.step() + " the validation -elbo is " + score);
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
    boolean goesBack =
        lastGood != null && !position.finished() && lastGood.position().step() < position.step();
    return new RollbackPoint(Optional.ofNullable(goesBack ? lastGood : null), answers)
        .joinedTo(state(), model.layout().trained());
  }

  private Snapshot state() {
    requireSound();
    float[] values = parameters.model();
    for (float value : values) {
      // Where the norm is not measured in every step.
      if (!Float.isFinite(value)) {
        throw diverged("after step " + position.step() + " a parameter is not finite");
      }
    }
    return new Snapshot(position, values, ObjectiveMemory.join(model, parameters.state()));
  }

  /** Steps skipped so far because of an outlying gradient. */
  public long skippedSteps() {
    return parameters.skippedSteps();
  }

  /** Nanoseconds spent in the optimiser, the gradient's norm included. */
  public long optimizerNanos() {
    return optimizerNanos;
  }

  /** Nanoseconds spent waiting for batches; without prefetch, making them. */
  public long waitedNanos() {
    return feed.waitedNanos();
  }

  /** Nanoseconds spent in native calls, the optimiser's copies not included. */
  public long nativeNanos() {
    return kernels.clock().nanos();
  }

  @Override
  public void close() {
    feed.close();
    parameters.close();
    kernels.close();
  }
}
