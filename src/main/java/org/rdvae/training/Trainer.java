package org.rdvae.training;

import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.data.TrainingBatches;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.model.Architecture;
import org.rdvae.model.PlannedVae;
import org.rdvae.objective.BetaSchedule;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.objective.PlannedObjective;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;

/**
 * Trains a model: epochs of steps, a validation between epochs, and the decision which model is
 * best and when to stop. Belongs to one thread; owns its tensors until closed.
 */
public final class Trainer implements AutoCloseable {
  private final ObjectiveSettings objectiveSettings;
  private final TrainingSettings settings;
  private final TrainingBatches batches;
  private final Kernels kernels;
  private final PlannedVae vae;
  private final PlannedObjective objective;
  private final BetaSchedule betas;
  private final LearningRate learningRate;
  private final TrainedParameters parameters;
  private final BatchFeed feed;
  private final RandomStream noise;

  private final int batch;
  private final int latents;
  private final float[] hostNoise;
  private final float[] hostMean;
  private final float[] hostLogStddev;
  private final double[] distortions;

  private Position position;
  private boolean diverged;
  private float[] images;
  private Measurement measured;
  private double loss;
  private double gradientNorm;
  private long optimizerNanos;

  /**
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
    this.kernels = kernels;
    this.objectiveSettings = objectiveSettings;
    this.settings = settings;
    this.batches = batches;
    batch = batches.batchSize();
    latents = architecture.latents();
    betas = new BetaSchedule(objectiveSettings.beta(), batches.stepsPerEpoch());
    learningRate =
        new LearningRate(settings.schedule(), settings.epochs(), batches.stepsPerEpoch());
    try {
      vae = new PlannedVae(kernels, architecture, batch, seed);
      objective = new PlannedObjective(kernels, vae.posterior(), objectiveSettings.freeNats());
      parameters =
          new TrainedParameters(
              settings,
              GradientNorms.ends(architecture.layout()),
              vae.parameters().gradients(),
              vae.parameters().values(),
              start,
              updateThreads);
    } catch (RuntimeException | Error e) {
      kernels.close();
      throw e;
    }
    feed =
        new BatchFeed(
            batches::fill,
            batch * architecture.pixels(),
            settings.epochs(),
            batches.stepsPerEpoch(),
            start.position().step(),
            prefetch);
    noise = new RandomStream(seed, RandomStream.Purpose.TRAINING_NOISE);
    hostNoise = new float[batch * latents];
    hostMean = new float[batch * latents];
    hostLogStddev = new float[batch * latents];
    distortions = new double[batch];
    position = start.position();
  }

  /** Trains until all epochs are done, no epoch is better for too long, or the listener says no. */
  public void run(Validator validator, TrainingListener listener) {
    requireSound();
    while (!position.finished()) {
      step();
      position = position.afterStep();
      if (isLogged(position.step())) {
        listener.measured(position, report(position.step() - 1));
      }
      if (position.stepInEpoch() == batches.stepsPerEpoch()) {
        endEpoch(validator, listener);
      }
      if (!listener.stepped(this)) {
        return;
      }
    }
  }

  /** One step of stochastic gradient descent on distortion + beta * rate. */
  private void step() {
    long step = position.step();
    images = feed.next();
    vae.images().write(images);
    noise.at(position.epoch(), position.stepInEpoch()).fillGaussian(hostNoise, hostNoise.length);
    vae.posterior().noise().write(hostNoise);
    vae.dropoutMasks().draw(position.epoch(), position.stepInEpoch());

    vae.encoder().forward();
    vae.posterior().sample();
    vae.decoder().forward();
    vae.likelihood().gradient();
    vae.decoder().backward();
    objective.weighRate(betas.at(step));
    vae.posterior().backward();
    vae.encoder().backward();
    // Before the update, because some likelihoods have parameters of their own in what it changes.
    if (isLogged(step + 1)) {
      measure(step);
    }

    long begin = System.nanoTime();
    gradientNorm = parameters.update(step, learningRate.factor(step));
    optimizerNanos += System.nanoTime() - begin;
    if (!Double.isFinite(gradientNorm)) {
      throw diverged("in step " + (step + 1) + " the gradient is not finite");
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
        measured,
        loss,
        betas.at(step),
        settings.optimizer().learningRate() * learningRate.factor(step),
        gradientNorm,
        parameters.skippedSteps());
  }

  /** The batch, by the parameters that its gradient was taken at. */
  private void measure(long step) {
    vae.encoder().mean().read(hostMean);
    vae.encoder().logStddev().read(hostLogStddev);
    double[] meanRates = new double[latents];
    double rate = 0;
    for (int i = 0; i < hostMean.length; i++) {
      meanRates[i % latents] += DiagonalGaussian.rate(hostMean[i], hostLogStddev[i]) / batch;
    }
    for (double meanRate : meanRates) {
      rate += meanRate;
    }
    vae.likelihood().distortion(images, batch, distortions);
    double distortion = 0;
    for (double one : distortions) {
      distortion += one / batch;
    }
    double counted = PlannedObjective.countedRate(meanRates, objectiveSettings.freeNats());
    measured = new Measurement(rate, distortion);
    loss = distortion + betas.at(step) * counted;
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
      // During warm-up the bound at beta 1 is not what is trained for, and would favour the wrong
      // model.
      boolean counts = betas.isSettled(position.epoch()) || last;
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
   * A copy of the whole state.
   *
   * @throws IllegalStateException after the training diverged
   */
  public Snapshot snapshot() {
    requireSound();
    return new Snapshot(position, parameters.model(), parameters.state());
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
