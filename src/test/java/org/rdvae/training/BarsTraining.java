package org.rdvae.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.rdvae.data.Binarization;
import org.rdvae.data.Binarizer;
import org.rdvae.data.ImageSet;
import org.rdvae.data.Split;
import org.rdvae.data.TrainingBatches;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.model.Architecture;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.WeightInit;
import org.rdvae.objective.BetaSchedule;
import org.rdvae.objective.Bound;
import org.rdvae.objective.Estimator;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.objective.ObjectiveSettings.Beta;
import org.rdvae.objective.RateRule;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.ClusterSettings.Mode;
import org.rdvae.training.TrainingSettings.Averaging;
import org.rdvae.training.TrainingSettings.Optimizer;
import org.rdvae.training.TrainingSettings.Schedule;

/**
 * A small training: 66 images of 6 x 6 pixels, each with one row or column bright, in batches of 8,
 * so that an epoch has 8 steps and leaves two images over. It starts from {@link #usual} and is
 * varied by {@code with} methods.
 */
public record BarsTraining(
    Activation activation,
    Beta beta,
    double freeNats,
    RateRule rate,
    TrainingSettings settings,
    Binarization binarization) {
  static final int STEPS_PER_EPOCH = 8;
  private static final int IMAGES = 66;
  private static final int SIDE = 6;
  private static final long SEED = 7;

  public static BarsTraining usual(int epochs) {
    return new BarsTraining(
        Activation.TANH,
        new Beta(1, 0, 1, 1),
        0,
        new RateRule.Weighted(),
        new TrainingSettings(
            epochs,
            8,
            new Optimizer.Adam(1e-2, 0.9, 0.999, 1e-8, 0),
            new Schedule.Constant(),
            0,
            0,
            new Averaging(0),
            0,
            1,
            1,
            TrainingSettings.Prefetch.ON),
        Binarization.BITS);
  }

  BarsTraining with(Activation newActivation) {
    return new BarsTraining(newActivation, beta, freeNats, rate, settings, binarization);
  }

  BarsTraining with(Beta newBeta, double newFreeNats) {
    return new BarsTraining(activation, newBeta, newFreeNats, rate, settings, binarization);
  }

  BarsTraining with(RateRule newRate) {
    return new BarsTraining(activation, beta, freeNats, newRate, settings, binarization);
  }

  public BarsTraining with(Binarization newBinarization) {
    return new BarsTraining(activation, beta, freeNats, rate, settings, newBinarization);
  }

  public BarsTraining with(Optimizer optimizer) {
    TrainingSettings s = settings;
    return with(optimizer, s.schedule(), s.clipNorm(), s.skipNormFactor(), s.averaging().decay());
  }

  BarsTraining withRate(double learningRate, Schedule schedule, double clipNorm) {
    TrainingSettings s = settings;
    Optimizer adam = new Optimizer.Adam(learningRate, 0.9, 0.999, 1e-8, 0);
    return with(adam, schedule, clipNorm, s.skipNormFactor(), s.averaging().decay());
  }

  public BarsTraining withSkipping(double factor) {
    TrainingSettings s = settings;
    return with(s.optimizer(), s.schedule(), s.clipNorm(), factor, s.averaging().decay());
  }

  BarsTraining withClipping(double clipNorm) {
    TrainingSettings s = settings;
    return with(s.optimizer(), s.schedule(), clipNorm, s.skipNormFactor(), s.averaging().decay());
  }

  public BarsTraining withAveraging(double decay) {
    TrainingSettings s = settings;
    return with(s.optimizer(), s.schedule(), s.clipNorm(), s.skipNormFactor(), decay);
  }

  private BarsTraining with(
      Optimizer optimizer, Schedule schedule, double clipNorm, double skipFactor, double decay) {
    TrainingSettings s = settings;
    return with(
        new TrainingSettings(
                s.epochs(),
                s.batch(),
                optimizer,
                schedule,
                clipNorm,
                skipFactor,
                new Averaging(decay),
                s.patience(),
                s.validateEvery(),
                s.logEvery(),
                s.prefetch())
            .with(s.onNonFinite()));
  }

  BarsTraining withIntervals(int patience, int validateEvery, int logEvery) {
    return with(patience, validateEvery, logEvery, settings.prefetch());
  }

  BarsTraining withPrefetch(TrainingSettings.Prefetch prefetch) {
    TrainingSettings s = settings;
    return with(s.patience(), s.validateEvery(), s.logEvery(), prefetch);
  }

  BarsTraining withBatch(int batch) {
    TrainingSettings s = settings;
    return with(
        new TrainingSettings(
                s.epochs(),
                batch,
                s.optimizer(),
                s.schedule(),
                s.clipNorm(),
                s.skipNormFactor(),
                s.averaging(),
                s.patience(),
                s.validateEvery(),
                s.logEvery(),
                s.prefetch())
            .with(s.onNonFinite()));
  }

  private BarsTraining with(
      int patience, int validateEvery, int logEvery, TrainingSettings.Prefetch prefetch) {
    TrainingSettings s = settings;
    return with(
        new TrainingSettings(
                s.epochs(),
                s.batch(),
                s.optimizer(),
                s.schedule(),
                s.clipNorm(),
                s.skipNormFactor(),
                s.averaging(),
                patience,
                validateEvery,
                logEvery,
                prefetch)
            .with(s.onNonFinite()));
  }

  BarsTraining with(TrainingSettings.OnNonFinite onNonFinite) {
    return with(settings.with(onNonFinite));
  }

  private BarsTraining with(TrainingSettings newSettings) {
    return new BarsTraining(activation, beta, freeNats, rate, newSettings, binarization);
  }

  public Architecture architecture() {
    List<LayerSpec> hidden = List.of(new Dense(16, activation, false, WeightInit.AUTO));
    return new Architecture(
        new ModelSettings(new ModelSettings.Latent(3), hidden, hidden, new BernoulliLikelihood()),
        new FeatureShape(SIDE, SIDE, 1));
  }

  public Snapshot start() {
    return Snapshot.initial(architecture().layout(), SEED);
  }

  Trainer trainer(Snapshot from) {
    return trainer(TestDevice.CPU, from);
  }

  private Trainer trainer(Device device, Snapshot from) {
    return new Trainer(device, architecture(), objective(), settings, batches(), SEED, from);
  }

  /**
   * The same with something between the trainer and the model.
   *
   * @param kernels on which the model is planned
   * @param around what is trained in its place
   */
  Trainer trainer(UnaryOperator<Kernels> kernels, UnaryOperator<Trainable> around, Snapshot from) {
    return trainer(TestDevice.CPU, kernels, around, from);
  }

  Trainer trainer(
      Device device,
      UnaryOperator<Kernels> kernels,
      UnaryOperator<Trainable> around,
      Snapshot from) {
    TrainingBatches batches = batches();
    int steps = batches.stepsPerEpoch();
    return new Trainer(
        device,
        planning ->
            around.apply(
                new VaeTraining(
                    kernels.apply(planning),
                    architecture(),
                    objective(),
                    new BetaSchedule(beta, steps),
                    batches.batchSize(),
                    SEED)),
        settings,
        new StepInput(batches, architecture()),
        steps,
        from);
  }

  /** The same training, its steps shared by executors in this process, which then average. */
  Recorder runShared(int executors, int stepsPerRound, boolean repeats, Snapshot from) {
    ClusterSettings cluster = new ClusterSettings(executors, Mode.AVERAGING, stepsPerRound);
    return runShared(cluster, repeats, from);
  }

  Recorder runShared(ClusterSettings cluster, boolean repeats, Snapshot from) {
    Recorder recorder = new Recorder(trainer -> true);
    try (Trainer trainer = sharedTrainer(cluster, rounds(cluster, repeats, from), from)) {
      trainer.run(Validators.ofParameters(), recorder);
      recorder.end = trainer.snapshot();
    }
    return recorder;
  }

  /** Takes the steps of rounds. */
  Trainer sharedTrainer(ClusterSettings cluster, SharedSteps.Rounds rounds, Snapshot from) {
    int steps = batches().stepsPerEpoch();
    return new Trainer(
        new SharedSteps(rounds, settings, cluster, steps, from),
        objective(),
        settings,
        steps,
        from.position());
  }

  /**
   * Executors in this process.
   *
   * @param repeats whether each round is done twice
   */
  SharedSteps.Rounds rounds(ClusterSettings cluster, boolean repeats, Snapshot from) {
    List<ShardTraining> shards = new ArrayList<>();
    for (int i = 0; i < cluster.executors(); i++) {
      shards.add(
          new ShardTraining(
              TestDevice.CPU,
              architecture(),
              objective(),
              settings,
              batches(),
              SEED,
              cluster.mode() == Mode.SYNCHRONOUS ? cluster.executors() : 1,
              from));
    }
    return new RoundsHere(shards, repeats);
  }

  private TrainingBatches batches() {
    return new TrainingBatches(images(), new Binarizer(binarization, SEED), SEED, settings.batch());
  }

  private ObjectiveSettings objective() {
    return new ObjectiveSettings(
        beta, freeNats, 1, rate, 0, new Bound.Elbo(1), Estimator.REPARAMETERIZED);
  }

  /** Bits, or grey values where they are to be drawn. */
  private ImageSet images() {
    Random random = new Random(SEED);
    byte[] pixels = new byte[IMAGES * SIDE * SIDE];
    for (int image = 0; image < IMAGES; image++) {
      boolean row = random.nextBoolean();
      int place = random.nextInt(SIDE);
      for (int i = 0; i < SIDE * SIDE; i++) {
        boolean bright = (row ? i / SIDE : i % SIDE) == place;
        pixels[image * SIDE * SIDE + i] =
            (byte) (binarization == Binarization.BITS ? (bright ? 1 : 0) : (bright ? 230 : 25));
      }
    }
    return ImageSet.copyOf(Split.TRAIN, SIDE, SIDE, pixels);
  }

  /** Runs to the end from the start. */
  Recorder run(Validator validator) {
    return run(start(), validator, trainer -> true);
  }

  public Recorder run(Snapshot from, Validator validator, Predicate<Trainer> goOn) {
    return run(TestDevice.CPU, from, validator, goOn);
  }

  Recorder run(Device device, Snapshot from, Validator validator, Predicate<Trainer> goOn) {
    Recorder recorder = new Recorder(goOn);
    try (Trainer trainer = trainer(device, from)) {
      trainer.run(validator, recorder);
      recorder.end = trainer.snapshot();
    }
    return recorder;
  }

  /** What the listener of one run heard, in records that compare by value. */
  public static class Recorder implements TrainingListener {
    public record Step(Position position, StepReport report) {
      Measurement batch() {
        return report.batch();
      }

      double loss() {
        return report.loss();
      }

      double beta() {
        return report.beta();
      }

      double learningRate() {
        return report.learningRate();
      }

      double gradientNorm() {
        return report.gradientNorm();
      }
    }

    public record Validation(Position position, Measurement measurement, boolean isBest) {}

    public final List<Step> steps = new ArrayList<>();
    final List<Validation> validations = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    private Snapshot end;
    private final Predicate<Trainer> goOn;

    Recorder(Predicate<Trainer> goOn) {
      this.goOn = goOn;
    }

    /** The state in which the run ended. */
    public Snapshot end() {
      return end;
    }

    @Override
    public void measured(Position position, StepReport report) {
      steps.add(new Step(position, report));
    }

    @Override
    public void validated(Position position, Measurement validation, boolean isBest) {
      validations.add(new Validation(position, validation, isBest));
    }

    @Override
    public void note(String words) {
      notes.add(words);
    }

    @Override
    public boolean stepped(Trainer trainer) {
      return goOn.test(trainer);
    }
  }
}
