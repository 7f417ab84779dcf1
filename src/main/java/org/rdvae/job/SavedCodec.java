package org.rdvae.job;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.NamedTensor;
import org.rdvae.codec.CodecArchitecture;
import org.rdvae.codec.LossyCodec;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.config.CodecJob;
import org.rdvae.tensor.Device;

/** A codec's checkpoint read and understood. Immutable and safe to share. */
public record SavedCodec(
    Path path, Checkpoint checkpoint, CodecJob job, CodecArchitecture architecture) {

  /**
   * Reads a full or slim checkpoint. Touches no native library.
   *
   * @throws Failure MISSING_PATH if there is no such file, BAD_DATA if it is damaged, foreign, too
   *     new, no codec's, or does not hold the parameters that its own config describes
   */
  public static SavedCodec load(Path path) {
    return of(Checkpoint.read(path), path);
  }

  static SavedCodec of(Checkpoint checkpoint, Path path) {
    CodecJob job = job(checkpoint, path);
    CodecArchitecture architecture =
        new CodecArchitecture(job.codec(), job.data().patch(), job.data().patch());
    checkpoint.requireParameters(architecture.layout(), path);
    return new SavedCodec(path, checkpoint, job, architecture);
  }

  /**
   * The codec in a checkpoint.
   *
   * @throws Failure as {@link #load} does
   */
  public static PhotoCodec open(Path path) {
    return load(path).codec(Device.cpu(Device.defaultThreads()));
  }

  /** The codec, which computes on this device. */
  public LossyCodec codec(Device device) {
    Map<String, float[]> named = new HashMap<>();
    for (NamedTensor parameter : checkpoint.parameters()) {
      named.put(parameter.name(), parameter.values());
    }
    return new LossyCodec(
        device, architecture, checkpoint.flatParameters(), named, checkpoint.modelHash());
  }

  /** The job inside a checkpoint; what is wrong with it is the file's fault, not a config's. */
  static CodecJob job(Checkpoint checkpoint, Path path) {
    if (SavedCheckpoint.job(checkpoint, path) instanceof CodecJob job) {
      return job;
    }
    throw new Failure(
        Failure.Kind.BAD_DATA,
        path
            + ": expected a codec's checkpoint, found an autoencoder's; evaluate, sample and pack use"
            + " it");
  }
}
