package org.rdvae.job;

import java.nio.file.Path;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.model.Architecture;
import org.rdvae.model.Vae;
import org.rdvae.network.FeatureShape;

/**
 * A checkpoint read and understood: the job that made it and the model in it. Immutable and safe to
 * share; open a session on {@link #vae} to compute.
 */
public record SavedModel(Path path, Checkpoint checkpoint, Job job, Vae vae) {
  /** A good number of images or latents to compute at a time. */
  public static final int ROWS = 200;

  /**
   * Reads a full or slim checkpoint. Touches no native library.
   *
   * @throws Failure MISSING_PATH if there is no such file, BAD_DATA if it is damaged, foreign, too
   *     new, or does not hold the parameters that its own config describes
   */
  public static SavedModel load(Path path) {
    Checkpoint checkpoint = Checkpoint.read(path);
    Job job = job(checkpoint, path);
    Architecture architecture =
        ImageSizes.architecture(
            job.model(),
            new FeatureShape(
                checkpoint.imageHeight(), checkpoint.imageWidth(), checkpoint.imageChannels()),
            Failure.Kind.BAD_DATA,
            path + " (config): ");
    checkpoint.requireParameters(architecture.layout(), path);
    return new SavedModel(
        path, checkpoint, job, new Vae(architecture, checkpoint.flatParameters()));
  }

  /** The job inside a checkpoint; what is wrong with it is the file's fault, not a config's. */
  static Job job(Checkpoint checkpoint, Path path) {
    try {
      return ConfigReader.parseResolved(checkpoint.config(), path + " (config)");
    } catch (Failure e) {
      throw new Failure(Failure.Kind.BAD_DATA, e.getMessage(), e);
    }
  }
}
