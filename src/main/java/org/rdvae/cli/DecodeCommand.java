package org.rdvae.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
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
    PictureOptions.requireImages(model);
    Latents latents = Latents.read(file, model);
    for (int i = 0; i < latents.count(); i++) {
      OutputFile.check(image(i), force);
    }
    try (VaeSession session = model.vae().open(device.open(), model.rows())) {
      for (int first = 0; first < latents.count(); first += session.rows()) {
        write(session, latents, first, Math.min(session.rows(), latents.count() - first));
      }
    }
    System.err.println(latents.count() + " images -> " + folder);
    return 0;
  }

  /** A file of latents may stand for far more images than fit into memory at a time. */
  private void write(VaeSession session, Latents latents, int first, int count) {
    Architecture architecture = session.architecture();
    PictureFormat format = PictureFormat.of(architecture);
    int from = first * latents.size();
    float[] z = Arrays.copyOfRange(latents.mean(), from, from + count * latents.size());
    float[] pixels = new float[count * architecture.pixels()];
    if (latents.classes().length > 0) {
      session.classes(Arrays.copyOfRange(latents.classes(), first, first + count));
    }
    session.decode(z, count, pixels);
    for (int i = 0; i < count; i++) {
      PixelImage image = new PixelImage(format, pixels, i * architecture.pixels());
      OutputFile.write(image(first + i), image::writePng);
    }
  }

  private Path image(int index) {
    return folder.resolve(String.format(Locale.ROOT, "%06d.png", index));
  }
}
