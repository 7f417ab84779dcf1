package org.rdvae.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rdvae.base.Failure;
import org.rdvae.codec.LatentSetCodec;
import org.rdvae.job.ImageInput;
import org.rdvae.job.LatentPacking;
import org.rdvae.job.LosslessModel;
import org.rdvae.job.PackedImages;
import org.rdvae.job.PackedLatents;
import org.rdvae.job.SavedModel;
import org.rdvae.job.WatchedWork;
import org.rdvae.model.VaeSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdvae pack}. */
@Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    description = {
      "Packs a set of images into one file without loss, by bits-back coding: at about the -ELBO"
          + " of the model, which unpacking needs again.",
      "Images must have the model's size and, for a model of bits, two tones. Values are kept, and"
          + " the images' order; names, profiles and labels are not.",
      "With --lossy only the latent variables are kept, rounded: far less, and what unpack writes"
          + " is what the decoder makes of them."
    })
final class PackCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "INPUT", description = Inputs.SEVERAL)
  private List<String> inputs;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "CHECKPOINT",
      description = "Model to pack with: diagonal Gaussian posterior, standard normal prior.")
  private Path checkpoint;

  @Option(
      names = "--lossy",
      paramLabel = "STEPS",
      description =
          "Keep the posteriors' means, rounded to so many of their standard deviations, from 0.05"
              + " to 20; 1 to 3 cost about as many nats as the posteriors' spread.")
  private Double steps;

  @Mixin private DeviceOptions device;

  @Option(names = "--json", description = "Print sizes and costs as one JSON object.")
  private boolean json;

  @Mixin private OutputFile output;

  @Override
  public Integer call() {
    device.check();
    output.check();
    SavedModel saved = SavedModel.load(checkpoint);
    if (steps != null) {
      packWithLoss(saved);
      return 0;
    }
    LosslessModel model = LosslessModel.of(saved);
    List<ImageInput> images = Inputs.read(inputs, saved);
    byte[] values = model.values(images);
    int count = values.length / saved.vae().architecture().pixels();
    try (Interruption interruption = Interruption.listen()) {
      Optional<PackedImages> packed =
          new WatchedWork(Terminal.columnsOfStandardError(), interruption::isRequested)
              .run("packing", count, progress -> model.pack(values, progress));
      packed.ifPresent(done -> write(done.file(), json ? done.json() : done.text()));
    }
    return 0;
  }

  private void packWithLoss(SavedModel saved) {
    if (!(steps >= LatentSetCodec.LEAST_STEPS && steps <= LatentSetCodec.MOST_STEPS)) {
      throw new Failure(
          Failure.Kind.USAGE, "--lossy: expected a number from 0.05 to 20, found " + steps);
    }
    PictureOptions.requireImages(saved);
    LatentPacking packing = new LatentPacking(saved);
    List<ImageInput> images = Inputs.read(inputs, saved);
    try (Interruption interruption = Interruption.listen();
        VaeSession session = saved.vae().open(device.open(), saved.rows())) {
      Optional<PackedLatents> packed =
          new WatchedWork(Terminal.columnsOfStandardError(), interruption::isRequested)
              .run(
                  "packing",
                  LatentPacking.work(images),
                  progress -> packing.pack(session, images, steps, progress));
      packed.ifPresent(done -> write(done.file(), json ? done.json() : done.text()));
    }
  }

  private void write(byte[] file, String costs) {
    output.write(out -> out.write(file));
    System.out.println(costs);
    System.err.println("packed -> " + output.path());
  }
}
