package org.rdvae.bench;

import org.rdvae.data.Binarization;
import org.rdvae.data.Binarizer;
import org.rdvae.data.ImageSet;
import org.rdvae.data.Split;
import org.rdvae.data.TrainingBatches;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.random.RandomStream;
import org.rdvae.training.TrainingSettings;

/** How the workloads are trained, and on what. */
final class BenchSettings {
  /** Of parameters, images and noise. */
  static final long SEED = 1;

  /** Adam's decay of the first moment. */
  static final double BETA1 = 0.9;

  static final ObjectiveSettings ELBO =
      new ObjectiveSettings(new ObjectiveSettings.Beta(1, 0, 1, 1), 0);

  private static final int EPOCHS = 1_000_000;
  private static final int MOST_BATCHES = 64;
  private static final int MOST_BYTES = 1 << 28;

  private BenchSettings() {}

  /** Adam, and nothing else that would take time. */
  static TrainingSettings adam(int batch) {
    return adam(batch, Integer.MAX_VALUE, TrainingSettings.Prefetch.AUTO);
  }

  /**
   * The same.
   *
   * @param logEvery steps between evaluations of the loss
   */
  static TrainingSettings adam(int batch, int logEvery, TrainingSettings.Prefetch prefetch) {
    return new TrainingSettings(
        EPOCHS,
        batch,
        new TrainingSettings.Optimizer.Adam(1e-3, BETA1, 0.999, 1e-8, 0),
        new TrainingSettings.Schedule.Constant(),
        0,
        0,
        new TrainingSettings.Averaging(0),
        0,
        Integer.MAX_VALUE,
        logEvery,
        prefetch);
  }

  /** Batches of square images of random bits, held in memory. */
  static TrainingBatches randomBits(int side, int batch) {
    long bytesOfBatch = (long) batch * side * side;
    long count = Math.max(1, Math.min(MOST_BATCHES, MOST_BYTES / bytesOfBatch));
    byte[] pixels = new byte[Math.toIntExact(count * bytesOfBatch)];
    RandomStream stream = new RandomStream(SEED, RandomStream.Purpose.TEST);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) stream.nextInt(2);
    }
    return new TrainingBatches(
        ImageSet.copyOf(Split.TRAIN, side, side, pixels),
        new Binarizer(Binarization.BITS, SEED),
        SEED,
        batch);
  }
}
