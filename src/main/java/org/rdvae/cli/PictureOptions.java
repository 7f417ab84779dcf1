package org.rdvae.cli;

import java.nio.file.Path;
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
    return SavedModel.load(checkpoint);
  }

  /** Opens the model for about so many images. */
  VaeSession open(SavedModel model, int images) {
    return model.vae().open(device.open(), Math.min(images, SavedModel.ROWS));
  }

  Path path() {
    return output.path();
  }

  void write(ImageGrid grid) {
    output.write(grid::writePng);
  }
}
