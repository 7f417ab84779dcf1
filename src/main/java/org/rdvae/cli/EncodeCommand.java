package org.rdvae.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rdvae.job.ImageInput;
import org.rdvae.job.Latents;
import org.rdvae.job.NumberedImages;
import org.rdvae.job.SavedModel;
import org.rdvae.job.WatchedWork;
import org.rdvae.model.VaeSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rdvae encode}. */
@Command(
    name = "encode",
    mixinStandardHelpOptions = true,
    description =
        "Writes the posterior's mean and log standard deviation of images, as safetensors.")
final class EncodeCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "Model to encode with.")
  private Path checkpoint;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "INPUT", description = Inputs.SEVERAL)
  private List<String> inputs;

  @Mixin private OutputFile output;
  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    output.check();
    SavedModel model = SavedModel.load(checkpoint);
    List<ImageInput> images = Inputs.read(inputs, model);
    try (Interruption interruption = Interruption.listen()) {
      encode(model, images, interruption).ifPresent(this::write);
    }
    return 0;
  }

  private Optional<Latents> encode(
      SavedModel model, List<ImageInput> images, Interruption interruption) {
    try (VaeSession session = model.vae().open(device.open(), model.rows())) {
      return new WatchedWork(Terminal.columnsOfStandardError(), interruption::isRequested)
          .run(
              "encoding",
              new NumberedImages(images).count(),
              progress -> Latents.encode(model, session, images, progress));
    }
  }

  private void write(Latents latents) {
    output.makeFolder();
    latents.write(output.path());
    System.err.println(
        latents.count() + " images, " + latents.size() + " latents each -> " + output.path());
  }
}
