package org.rdvae.cli;

import java.nio.file.Path;
import org.rdvae.base.Failure;
import org.rdvae.job.SavedModel;
import org.rdvae.model.VaeSession;
import org.rdvae.report.ImageGrid;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A model and the picture that a command draws of it. */
final class PictureOptions {
  @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "Model to use.")
  private Path checkpoint;

  @Mixin private OutputFile output;
  @Mixin private DeviceOptions device;

  /** Refuses what cannot be had, then reads the model; touches no native library. */
  SavedModel load() {
    device.check();
    output.check();
    SavedModel model = SavedModel.load(checkpoint);
    requireImages(model);
    return model;
  }

  /**
   * @throws Failure BAD_DATA for a model of rows of a table or of documents
   */
  static void requireImages(SavedModel model) {
    String found =
        switch (model.job().data().set()) {
          case TABLE ->
              "one of rows of a table, of which there is no picture; rdvae evaluate measures";
          case GIVEN_ROWS ->
              "one of rows of numbers, of which there is no picture; rdvae encode reads none either, but"
                  + " TrainedModel";
          case TEXT -> "one of documents, of which there is no picture; rdvae topics prints";
          case MNIST_BINARY, IDX, IMAGES, SHAPES, PLUGIN, GIVEN_IMAGES -> "";
        };
    if (!found.isEmpty()) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          model.path() + ": expected a model of images, found " + found + " such a model.");
    }
  }

  /** Opens the model for about so many images. */
  VaeSession open(SavedModel model, int images) {
    return model.vae().open(device.open(), Math.min(images, model.rows()));
  }

  Path path() {
    return output.path();
  }

  void write(ImageGrid grid) {
    output.write(grid::writePng);
  }
}
