package org.rdvae.job;

import java.nio.file.Path;
import org.rdvae.codec.PhotoCodec;

/** Makes a codec of a checkpoint. */
@FunctionalInterface
public interface PhotoCodecLoader {
  /**
   * Reads and verifies all of it.
   *
   * @throws org.rdvae.base.Failure MISSING_PATH if there is no such file, BAD_DATA if it is damaged
   *     or holds another sort of model
   */
  PhotoCodec open(Path checkpoint);
}
