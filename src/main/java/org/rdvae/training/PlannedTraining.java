package org.rdvae.training;

import org.rdvae.tensor.Kernels;

/**
 * A training on a device: the model, its parameters, the batches that it is fed, and the step. It
 * decides nothing; {@link Trainer} does. Belongs to one thread; owns its tensors until closed.
 */
final class PlannedTraining implements AutoCloseable {
  private final TrainingSettings settings;
  private final Kernels kernels;
  private final Trainable model;
  private final LearningRate learningRate;
  private final Parameters parameters;
  private final BatchesAhead ahead;
  private final BatchFeed feed;
  private Trainable.Measured measured;
  private double gradientNorm;
  private long optimizerNanos;

  /**
   * @param kernels closed together with this training, also if there is to be none
   * @param start where to begin: {@link Snapshot#initial} or a saved state
   * @param prefetch whether a thread of its own makes the batches
   * @param updateThreads at most for an update of the parameters
   */
  PlannedTraining(
      Kernels kernels, TrainingPlan plan, Snapshot start, boolean prefetch, int updateThreads) {
    this.kernels = kernels;
    settings = plan.settings();
    learningRate = new LearningRate(settings.schedule(), settings.epochs(), plan.stepsPerEpoch());
    try {
      model = plan.model().apply(kernels);
      parameters =
          Parameters.of(
              kernels,
              settings,
              GradientNorms.ends(model.layout()),
              model.parameters().gradients(),
              model.parameters().values(),
              ObjectiveMemory.recall(model, RollbackPoint.without(start)),
              updateThreads);
      ahead =
          prefetch && !kernels.areInJavasMemory()
              ? new BatchesAhead(kernels, plan.source(), model.inputs())
              : null;
      feed =
          new BatchFeed(
              ahead == null ? plan.source() : ahead,
              model.batchValues(),
              settings.epochs(),
              plan.stepsPerEpoch(),
              start.position().step(),
              prefetch);
    } catch (RuntimeException | Error e) {
      kernels.close();
      throw e;
    }
  }

  /**
   * One step of stochastic gradient descent on what the objective says.
   *
   * @param position before it
   * @return the gradient's norm, as {@link Parameters#update} tells it
   */
  double step(Position position) {
    long step = position.step();
    float[] batch = feed.next();
    if (ahead == null) {
      model.load(batch);
    } else {
      ahead.load(batch);
    }
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
    return gradientNorm;
  }

  /** Whether the last of so many steps is reported. */
  boolean isLogged(long steps) {
    return steps % settings.logEvery() == 0;
  }

  /**
   * What the last step measured.
   *
   * @param steps with it; {@link #isLogged}
   */
  StepReport report(long steps) {
    return new StepReport(
        measured.batch(),
        measured.loss(),
        measured.beta(),
        settings.optimizer().learningRate() * learningRate.factor(steps - 1),
        gradientNorm,
        measured.levelRates(),
        parameters.skippedSteps());
  }

  /** A copy of the model as it is to be used. */
  float[] model() {
    return parameters.model();
  }

  /** Number of trained values at the beginning of a model. */
  int trained() {
    return model.layout().trained();
  }

  /** A copy of all that the training needs to go on from this position. */
  Snapshot state(Position position) {
    return new Snapshot(
        position, parameters.model(), ObjectiveMemory.join(model, parameters.state()));
  }

  /** Writes the parameters to the device again, after a step that was left out. */
  void leaveOut() {
    parameters.restore();
  }

  /** Goes on with the parameters of a {@link #state} of this training. */
  void goBack(Snapshot to) {
    parameters.goBack(ObjectiveMemory.recall(model, to));
  }

  long skippedSteps() {
    return parameters.skippedSteps();
  }

  long optimizerNanos() {
    return optimizerNanos;
  }

  long waitedNanos() {
    return feed.waitedNanos();
  }

  long nativeNanos() {
    return kernels.clock().nanos();
  }

  @Override
  public void close() {
    feed.close();
    parameters.close();
    kernels.close();
  }
}
