package org.rdvae.job;

import java.nio.file.Path;
import java.util.List;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.checkpoint.Folders;
import org.rdvae.model.Dl4jModel;
import org.rdvae.network.Dl4jExport;
import org.rdvae.tensor.Device;

/** A model's encoder and decoder as two files of Deeplearning4j. */
public final class Dl4jFiles {
  private final Path folder;

  /**
   * @param folder to write to, made where there is none
   */
  public Dl4jFiles(Path folder) {
    this.folder = folder;
  }

  public List<Path> paths() {
    return List.of(encoder(), decoder());
  }

  private Path encoder() {
    return folder.resolve("encoder.zip");
  }

  private Path decoder() {
    return folder.resolve("decoder.zip");
  }

  /**
   * Writes both.
   *
   * @return a line on the inputs and outputs of each
   * @throws org.rdvae.base.Failure BAD_DATA if the model has a part that Deeplearning4j has no
   *     equal of; nothing is written then
   */
  public List<String> write(SavedModel model) {
    // Loads the native library that the graphs' arrays lie in, as the rest of rdvae does.
    Device.cpu(1);
    Dl4jModel networks = new Dl4jModel(model.vae());
    Dl4jExport toPosterior = networks.encoder();
    Dl4jExport toImages = networks.decoder();
    Folders.make(folder);
    return List.of(write(toPosterior, encoder()), write(toImages, decoder()));
  }

  private static String write(Dl4jExport network, Path path) {
    AtomicFile.write(path, network::write);
    return path + ": " + String.join(", ", network.notes());
  }
}
