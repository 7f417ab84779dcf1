package org.rdvae.training;

import java.util.Map;
import java.util.function.Function;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * A model with its objective and its optimiser in the memory of one process, and what a step of
 * stochastic gradient descent does to them. It knows neither which step comes next nor what is done
 * about one that went wrong. Belongs to one thread; owns its tensors until closed.
 */
final class Learner implements AutoCloseable {
  private final TrainingSettings settings;
  private final Kernels kernels;
  private final Trainable model;
  private final Map<String, Double> firstMemory;
  private final LearningRate learningRate;
  private final int updateThreads;
  private Parameters parameters;

  private long stepsOfOthers;
  private Trainable.Measured measured;
  private double gradientNorm;
  private long optimizerNanos;

  /** What becomes of a gradient before the update. */
  interface GradientStage {
    /** The step's own gradient. */
    GradientStage NONE = gradients -> {};

    /** Replaces it. */
    void replace(Tensor gradients);
  }

  /**
   * @param kernels closed together with this, also if there is to be none
   * @param plan makes what is trained
   * @param updateThreads at most for an update of the parameters
   */
  Learner(
      Kernels kernels,
      Function<Kernels, Trainable> plan,
      TrainingSettings settings,
      int stepsPerEpoch,
      Snapshot start,
      int updateThreads) {
    this.kernels = kernels;
    this.settings = settings;
    this.updateThreads = updateThreads;
    learningRate = new LearningRate(settings.schedule(), settings.epochs(), stepsPerEpoch);
    try {
      model = plan.apply(kernels);
      firstMemory = Map.copyOf(model.memory());
      parameters = parametersOf(start);
    } catch (RuntimeException | Error e) {
      kernels.close();
      throw e;
    }
  }

  private Parameters parametersOf(Snapshot start) {
    Snapshot own = RollbackPoint.without(start);
    stepsOfOthers = StepsOfOthers.in(own.state());
    return Parameters.of(
        kernels,
        settings,
        GradientNorms.ends(model.layout()),
        model.parameters().gradients(),
        model.parameters().values(),
        ObjectiveMemory.recall(model, StepsOfOthers.without(own)),
        updateThreads);
  }

  /** Goes on from any state of the same training, as if newly made; on the CPU only. */
  void restart(Snapshot from) {
    parameters.close();
    model.recall(firstMemory);
    parameters = parametersOf(from);
  }

  Trainable model() {
    return model;
  }

  /** Steps of the training that were taken elsewhere, and are in none of the moments here. */
  long stepsOfOthers() {
    return stepsOfOthers;
  }

  /** Sets how many they are. */
  void othersTook(long steps) {
    stepsOfOthers = steps;
  }

  /**
   * One step, on the batch that the model was given last.
   *
   * @param step steps of the training before this one
   * @param draw number of the step in the epoch, for what is random in it
   * @param batch the same numbers
   * @param stage between gradient and update
   * @return whether the gradient was sound; if not, the parameters may be lost
   */
  boolean step(long step, int epoch, int draw, float[] batch, GradientStage stage) {
    model.draw(epoch, draw);
    model.forward();
    model.gradient(step);
    // Before the update, because some likelihoods have parameters of their own in what it changes.
    if (isLogged(step + 1)) {
      measured = model.measure(batch);
    }
    stage.replace(model.parameters().gradients());

    long begin = System.nanoTime();
    gradientNorm = parameters.update(step - stepsOfOthers, learningRate.factor(step));
    optimizerNanos += System.nanoTime() - begin;
    return Parameters.isSound(gradientNorm);
  }

  /** Whether a training reports itself after so many steps. */
  boolean isLogged(long steps) {
    return steps % settings.logEvery() == 0;
  }

  /** What is told of a logged step. */
  StepReport report(long step) {
    return new StepReport(
        measured.batch(),
        measured.loss(),
        measured.beta(),
        settings.optimizer().learningRate() * learningRate.factor(step),
        gradientNorm,
        measured.levelRates(),
        parameters.skippedSteps());
  }

  double gradientNorm() {
    return gradientNorm;
  }

  /** What was wrong with the gradient of the last step, counted from 0. */
  String complaint(long step) {
    return "in step "
        + (step + 1)
        + (Double.isFinite(gradientNorm)
            ? " the gradient has the norm " + gradientNorm
            : " the gradient is not finite");
  }

  /** Undoes the last step, whose gradient was not sound. */
  void restore() {
    parameters.restore();
  }

  /**
   * Back to a state; steps that were left out since stay counted as skipped.
   *
   * @param steps since that state
   */
  void goBack(Snapshot to, long steps) {
    parameters.goBack(ObjectiveMemory.recall(model, StepsOfOthers.without(to)), steps);
  }

  /** A copy of the model as it is to be used. */
  float[] values() {
    return parameters.model();
  }

  /** A copy of all that training needs beside the model to go on. */
  TrainingState state() {
    return StepsOfOthers.join(stepsOfOthers, ObjectiveMemory.join(model, parameters.state()));
  }

  long skippedSteps() {
    return parameters.skippedSteps();
  }

  /** Nanoseconds spent in the optimiser, the gradient's norm included. */
  long optimizerNanos() {
    return optimizerNanos;
  }

  /** Nanoseconds spent in native calls, the optimiser's copies not included. */
  long nativeNanos() {
    return kernels.clock().nanos();
  }

  @Override
  public void close() {
    parameters.close();
    kernels.close();
  }
}
