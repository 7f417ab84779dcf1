package org.rdvae.bench;

import java.util.List;
import org.rdvae.data.Binarizer;
import org.rdvae.data.DataSettings.Binarization;
import org.rdvae.data.ImageSet;
import org.rdvae.data.Split;
import org.rdvae.data.TrainingBatches;
import org.rdvae.distribution.Likelihood;
import org.rdvae.model.Architecture;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.WeightInit;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Device;
import org.rdvae.training.Measurement;
import org.rdvae.training.Snapshot;
import org.rdvae.training.Trainer;
import org.rdvae.training.TrainingSettings;

/**
 * Times training steps of the workload {@code mlp}: 784-512-512-(2 x 32) / 32-512-512-784, ReLU,
 * Bernoulli logits, Adam, batch 128, float32, on random bits held in memory. It is the trainer's
 * own step, drawing noise and batches included.
 */
public final class TrainingBenchmark {
  private static final int BATCH = 128;
  private static final int IMAGES = 64 * BATCH;
  private static final int EPOCHS = 1_000_000;
  private static final int SIDE = 28;
  private static final int HIDDEN = 512;
  private static final int LATENTS = 32;

  /**
   * What was measured.
   *
   * @param millisecondsPerStep median
   * @param nativeFraction part of the time spent inside native calls
   * @param optimizerFraction part spent in the optimiser, its copies to and from native memory
   *     included
   * @param allocatedBytesPerStep Java memory allocated
   */
  public record Result(
      int threads,
      int steps,
      double millisecondsPerStep,
      double fastest,
      double p90,
      double nativeFraction,
      double optimizerFraction,
      long allocatedBytesPerStep) {
    /** The rest: batches, noise, Java around the calls. */
    public double otherFraction() {
      return 1 - nativeFraction - optimizerFraction;
    }
  }

  private TrainingBenchmark() {}

  /** Runs {@code warmup} steps and then times {@code steps} more, each by itself. */
  public static Result mlp(Device device, int warmup, int steps) {
    LayerSpec hidden = new Dense(HIDDEN, Activation.RELU, false, WeightInit.AUTO);
    ModelSettings model =
        new ModelSettings(
            new ModelSettings.Latent(LATENTS),
            List.of(hidden, hidden),
            List.of(hidden, hidden),
            new Likelihood.Bernoulli());
    Architecture architecture = new Architecture(model, new FeatureShape(SIDE, SIDE, 1));
    TrainingBatches batches =
        new TrainingBatches(randomImages(), new Binarizer(Binarization.BITS, 1), 1, BATCH);
    TrainingSettings settings =
        new TrainingSettings(
            EPOCHS,
            BATCH,
            new TrainingSettings.Optimizer.Adam(1e-3, 0.9, 0.999, 1e-8, 0),
            new TrainingSettings.Schedule.Constant(),
            0,
            0,
            new TrainingSettings.Averaging(0),
            0,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            TrainingSettings.Prefetch.AUTO);
    ObjectiveSettings objective = new ObjectiveSettings(new ObjectiveSettings.Beta(1, 0, 1, 1), 0);
    try (Trainer trainer =
        new Trainer(
            device,
            architecture,
            objective,
            settings,
            batches,
            1,
            Snapshot.initial(architecture.layout(), 1))) {
      return time(trainer, device.threads(), warmup, steps);
    }
  }

  private static Result time(Trainer trainer, int threads, int warmup, int steps) {
    StepTimes times = new StepTimes(warmup, steps);
    trainer.run(parameters -> new Measurement(0, 0), times);
    return times.result(threads);
  }

  private static ImageSet randomImages() {
    RandomStream stream = new RandomStream(1, RandomStream.Purpose.TEST);
    byte[] pixels = new byte[IMAGES * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) stream.nextInt(2);
    }
    return ImageSet.copyOf(Split.TRAIN, SIDE, SIDE, pixels);
  }
}
