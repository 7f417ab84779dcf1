package org.rdvae.serve;

import java.nio.file.Path;
import java.util.function.Supplier;
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
   * @param device asked for once the checkpoint has been found good
   * @throws org.rdvae.base.Failure as {@link SavedCodec#load} does
   */
  public static ServedCodec load(Path checkpoint, Supplier<Device> device) {
    SavedCodec saved = SavedCodec.load(checkpoint);
    return new ServedCodec(
        saved.codec(device.get()),
        checkpoint.getFileName().toString(),
        saved.checkpoint().modelHash());
  }
}
