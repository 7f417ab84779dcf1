package org.rdvae.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Folders;
import org.rdvae.codec.RdvFile;
import org.rdvae.codec.RdvKind;
import org.rdvae.job.LatentPacking;
import org.rdvae.job.LosslessModel;
import org.rdvae.job.SavedModel;
import org.rdvae.job.UnpackedImages;
import org.rdvae.job.WatchedWork;
import org.rdvae.model.VaeSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdvae unpack}. */
@Command(
    name = "unpack",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the images of a file that pack made, value for value, with the model that packed"
          + " them; of one packed with --lossy, what the decoder makes of its latent variables.",
      "Pictures are called 000000.png and so on, in the order in which they were packed."
    })
final class UnpackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "What pack wrote.")
  private Path file;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "CHECKPOINT",
      description = "The model that packed it.")
  private Path checkpoint;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR|FILE",
      description =
          "An idx file if the name ends in .idx or -ubyte, with .gz behind it or not; otherwise a"
              + " folder for PNG files.")
  private Path out;

  @Option(names = "--force", description = "Write over what exists.")
  private boolean force;

  @Option(names = "--json", description = "Print what was written as one JSON object.")
  private boolean json;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    checkOutput();
    RdvFile packed = RdvFile.read(bytes(), file.toString());
    SavedModel saved = SavedModel.load(checkpoint);
    if (packed.header().kind() instanceof RdvKind.LatentSet set) {
      unpackLatents(packed, set.images(), saved);
      return 0;
    }
    LosslessModel model = LosslessModel.of(saved);
    int count = packed.header().kind() instanceof RdvKind.Lossless set ? set.images() : 1;
    try (Interruption interruption = Interruption.listen()) {
      new WatchedWork(Terminal.columnsOfStandardError(), interruption::isRequested)
          .run("unpacking", count, progress -> model.unpack(packed, file.toString(), progress))
          .ifPresent(this::write);
    }
    return 0;
  }

  private void unpackLatents(RdvFile packed, int count, SavedModel saved) {
    PictureOptions.requireImages(saved);
    LatentPacking packing = new LatentPacking(saved);
    try (Interruption interruption = Interruption.listen();
        VaeSession session = saved.vae().open(device.open(), saved.rows())) {
      new WatchedWork(Terminal.columnsOfStandardError(), interruption::isRequested)
          .run(
              "unpacking",
              count,
              progress -> packing.unpack(packed, file.toString(), session, progress))
          .ifPresent(this::write);
    }
  }

  private void write(UnpackedImages images) {
    images.write(out);
    if (json) {
      System.out.println(images.json(out));
    }
    System.err.println(images.count() + " images -> " + out);
  }

  private void checkOutput() {
    if (UnpackedImages.isIdx(out)) {
      OutputFile.check(out, force);
      return;
    }
    if (!force && Files.isDirectory(out) && !isEmpty(out)) {
      throw new Failure(
          Failure.Kind.OUTPUT,
          out + " has files in it; add --force to write into it all the same.");
    }
    Folders.check(out);
  }

  private static boolean isEmpty(Path folder) {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      return !content.iterator().hasNext();
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private byte[] bytes() {
    try {
      return Files.readAllBytes(Arguments.existing(file));
    } catch (IOException e) {
      throw new Failure(Failure.Kind.INPUT_OUTPUT, file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
