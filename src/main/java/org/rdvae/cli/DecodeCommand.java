package org.rdvae.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.job.Latents;
import org.rdvae.job.SavedModel;
import org.rdvae.model.Architecture;
import org.rdvae.model.VaeSession;
import org.rdvae.report.PictureFormat;
import org.rdvae.report.PixelImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdvae decode}. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = "Writes the images of encoded latents (their means), one PNG each.")
final class DecodeCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "The model that encoded.")
  private Path checkpoint;

  @Parameters(index = "1", paramLabel = "FILE", description = "Latents written by encode.")
  private Path file;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the images.")
  private Path folder;

  @Option(names = "--force", description = "Write over existing files.")
  private boolean force;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    SavedModel model = SavedModel.load(checkpoint);
    Latents latents = Latents.read(file, model);
    for (int i = 0; i < latents.count(); i++) {
      OutputFile.check(image(i), force);
    }
    Architecture architecture = model.vae().architecture();
    PictureFormat format = PictureFormat.of(architecture);
    float[] pixels = new float[latents.count() * architecture.pixels()];
    try (VaeSession session = model.vae().open(device.open(), SavedModel.ROWS)) {
      session.decode(latents.mean(), latents.count(), pixels);
    }
    for (int i = 0; i < latents.count(); i++) {
      PixelImage image = new PixelImage(format, pixels, i * architecture.pixels());
      AtomicFile.write(image(i), image::writePng);
    }
    System.err.println(latents.count() + " images -> " + folder);
    return 0;
  }

  private Path image(int index) {
    return folder.resolve(String.format(Locale.ROOT, "%06d.png", index));
  }
}
