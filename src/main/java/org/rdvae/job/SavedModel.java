package org.rdvae.job;

import java.nio.file.Path;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.config.Job;
import org.rdvae.data.ValueKind;
import org.rdvae.data.Vocabulary;
import org.rdvae.model.Architecture;
import org.rdvae.model.Vae;
import org.rdvae.network.FeatureShape;

/**
 * A checkpoint read and understood: the job that made it and the model in it. Immutable and safe to
 * share; open a session on {@link #vae} to compute.
 */
public record SavedModel(Path path, Checkpoint checkpoint, Job job, Vae vae) {
  private static final int MOST_ROWS = 200;

  /** What the images of a session's rows may have together: 16 MiB. */
  private static final int MOST_VALUES = 1 << 22;

  /**
   * Reads a full or slim checkpoint. Touches no native library.
   *
   * @throws Failure MISSING_PATH if there is no such file, BAD_DATA if it is damaged, foreign, too
   *     new, or does not hold the parameters that its own config describes
   */
  public static SavedModel load(Path path) {
    return of(Checkpoint.read(path), path);
  }

  static SavedModel of(Checkpoint checkpoint, Path path) {
    Job job = job(checkpoint, path);
    Architecture architecture =
        ImageSizes.architecture(
            job.model(),
            new FeatureShape(
                checkpoint.imageHeight(), checkpoint.imageWidth(), checkpoint.imageChannels()),
            Failure.Kind.BAD_DATA,
            path + " (config): ");
    checkpoint.requireParameters(architecture.layout(), path);
    requireWords(checkpoint, job, path);
    return new SavedModel(
        path, checkpoint, job, new Vae(architecture, checkpoint.flatParameters()));
  }

  /** A good number of images or latents to compute at a time. */
  public int rows() {
    return rows(vae.architecture());
  }

  /** The same for a model of this architecture: 200, or fewer where images are large. */
  public static int rows(Architecture architecture) {
    return Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / architecture.pixels()));
  }

  /** The words that a model of texts counts; empty for every other model. */
  public Optional<Vocabulary> vocabulary() {
    return job.data().valueKind() == ValueKind.COUNTS
        ? Optional.of(new Vocabulary(checkpoint.vocabulary()))
        : Optional.empty();
  }

  private static void requireWords(Checkpoint checkpoint, Job job, Path path) {
    int columns = checkpoint.imageWidth();
    long words = checkpoint.vocabulary().stream().distinct().count();
    if (job.data().valueKind() == ValueKind.COUNTS
        && (words != columns || words != checkpoint.vocabulary().size())) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          path
              + " is not a valid checkpoint: expected a vocabulary of "
              + columns
              + " different words, found "
              + words);
    }
  }

  /** The job inside a checkpoint; what is wrong with it is the file's fault, not a config's. */
  static Job job(Checkpoint checkpoint, Path path) {
    if (SavedCheckpoint.job(checkpoint, path) instanceof Job job) {
      return job;
    }
    throw new Failure(
        Failure.Kind.BAD_DATA,
        path
            + ": expected an autoencoder's checkpoint, found a codec's; compress, decompress and curve"
            + " use it");
  }
}
