package org.rdvae.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rdvae.base.Failure;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.RdvFile;
import org.rdvae.codec.RdvKind;
import org.rdvae.tensor.Device;

/** The codecs of photographs, each loaded once and kept. Safe for many threads. */
public final class PhotoModels {
  private final ModelStore store;
  private final PhotoCodecLoader loader;
  private final Map<Path, PhotoCodec> codecs = new ConcurrentHashMap<>();
  private final Map<String, Path> paths = new ConcurrentHashMap<>();

  /** Those of this installation. */
  public static PhotoModels standard() {
    return Standard.MODELS;
  }

  /** Those of this installation, each file of which is coded by so many threads. */
  public static PhotoModels ofThreads(int threads) {
    return new PhotoModels(
        ModelStore.standard(), path -> SavedCodec.load(path).codec(Device.cpu(threads)));
  }

  /** Codecs of the checkpoints in a store. */
  public PhotoModels(ModelStore store, PhotoCodecLoader loader) {
    this.store = store;
    this.loader = loader;
  }

  /** The codec that compresses where none is named. */
  public PhotoCodec shipped() {
    return codec(store.shipped());
  }

  /**
   * The codec in a checkpoint that was named.
   *
   * @throws Failure MISSING_PATH if there is no such file
   */
  public PhotoCodec at(Path checkpoint) {
    if (!Files.exists(checkpoint)) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          checkpoint + " does not exist; expected the checkpoint of a codec model.");
    }
    return codec(checkpoint);
  }

  /**
   * The codec that made a file, looked up by the hash that the file holds.
   *
   * @param name how messages call the file
   * @throws Failure MISSING_PATH if its model is nowhere, BAD_DATA if it holds no photograph
   */
  public PhotoCodec of(RdvFile file, String name) {
    requirePhoto(file, name);
    String hash = file.header().modelHash();
    return codec(paths.computeIfAbsent(hash, wanted -> store.find(wanted, name)));
  }

  /** Refuses a file of many images, which {@code unpack} reads. */
  public static void requirePhoto(RdvFile file, String name) {
    if (!(file.header().kind() instanceof RdvKind.Lossy)) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          name + ": expected a photograph, found a set of images; rdvae unpack reads" + " them.");
    }
  }

  /** Made when first asked for, and kept, so that a program opens each model once. */
  private static final class Standard {
    private static final PhotoModels MODELS =
        new PhotoModels(ModelStore.standard(), SavedCodec::open);
  }

  private PhotoCodec codec(Path checkpoint) {
    return codecs.computeIfAbsent(checkpoint, loader::open);
  }
}
