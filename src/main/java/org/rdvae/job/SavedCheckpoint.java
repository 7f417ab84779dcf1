package org.rdvae.job;

import java.nio.file.Path;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.config.CodecJob;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.TrainingJob;

/** A checkpoint of either kind of model. */
public final class SavedCheckpoint {
  private SavedCheckpoint() {}

  /**
   * Reads a full or slim checkpoint and makes sure that its model can be used.
   *
   * @throws Failure as {@link SavedModel#load} and {@link SavedCodec#load} do
   */
  public static Checkpoint load(Path path) {
    Checkpoint checkpoint = Checkpoint.read(path);
    return job(checkpoint, path) instanceof CodecJob
        ? SavedCodec.of(checkpoint, path).checkpoint()
        : SavedModel.of(checkpoint, path).checkpoint();
  }

  /** Whether it is a codec's; false also for one whose config cannot be read. */
  public static boolean isOfCodec(Checkpoint checkpoint, Path path) {
    try {
      return job(checkpoint, path) instanceof CodecJob;
    } catch (Failure e) {
      return false;
    }
  }

  /** The job inside a checkpoint; what is wrong with it is the file's fault, not a config's. */
  static TrainingJob job(Checkpoint checkpoint, Path path) {
    try {
      return ConfigReader.parseResolvedTraining(checkpoint.config(), path + " (config)");
    } catch (Failure e) {
      throw new Failure(Failure.Kind.BAD_DATA, e.getMessage(), e);
    }
  }
}
