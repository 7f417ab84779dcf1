package org.rdvae.serve;

import java.nio.file.Path;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.job.SavedCodec;
import org.rdvae.tensor.Device;

/**
 * The codec that compresses.
 *
 * @param name of its checkpoint's file, without the folder
 * @param hash of the model
 */
public record ServedCodec(PhotoCodec codec, String name, String hash) {

  /**
   * Reads a codec's checkpoint.
   *
   * @throws org.rdvae.base.Failure as {@link SavedCodec#load} does
   */
  public static ServedCodec load(Path checkpoint, Device device) {
    SavedCodec saved = SavedCodec.load(checkpoint);
    return new ServedCodec(
        saved.codec(device), checkpoint.getFileName().toString(), saved.checkpoint().modelHash());
  }
}
