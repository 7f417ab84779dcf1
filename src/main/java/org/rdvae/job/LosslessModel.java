package org.rdvae.job;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.NamedTensor;
import org.rdvae.codec.BitsBack;
import org.rdvae.codec.RdvFile;

/** A saved model that packs images without loss. It touches no native library. */
public final class LosslessModel {
  private final SavedModel model;
  private final BitsBack codec;

  private LosslessModel(SavedModel model, BitsBack codec) {
    this.model = model;
    this.codec = codec;
  }

  /**
   * The codec of a model.
   *
   * @throws Failure BAD_DATA naming the model's file if this model cannot pack images
   */
  public static LosslessModel of(SavedModel model) {
    Map<String, float[]> parameters = new HashMap<>();
    for (NamedTensor tensor : model.checkpoint().parameters()) {
      parameters.put(tensor.name(), tensor.values());
    }
    try {
      return new LosslessModel(
          model,
          new BitsBack(
              model.job().model(),
              model.vae().architecture().image(),
              model.checkpoint().modelHash(),
              parameters::get));
    } catch (Failure e) {
      throw new Failure(e.kind(), model.path() + ": " + e.getMessage(), e);
    }
  }

  /** Reads the values of the inputs as they are in their files. */
  public byte[] values(List<ImageInput> inputs) {
    return LosslessImages.values(model, inputs, codec.isOfBits());
  }

  /**
   * Packs images.
   *
   * @param values of all of them
   * @param progress told the number of images done
   */
  public PackedImages pack(byte[] values, IntConsumer progress) {
    BitsBack.Packed packed = codec.pack(values, progress);
    return new PackedImages(
        model.vae().architecture().image(),
        values.length / model.vae().architecture().pixels(),
        packed.file().toBytes(),
        packed.initialBits(),
        packed.cost(),
        model.checkpoint().shortModelHash(),
        modelBytes());
  }

  private long modelBytes() {
    try {
      return Files.size(model.path());
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, model.path() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Unpacks images.
   *
   * @param name of the file, for messages
   * @param progress told the number of images done
   */
  public UnpackedImages unpack(RdvFile file, String name, IntConsumer progress) {
    return new UnpackedImages(
        model.vae().architecture().image(), codec.isOfBits(), codec.unpack(file, name, progress));
  }
}
