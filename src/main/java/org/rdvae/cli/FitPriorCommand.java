package org.rdvae.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rdvae.checkpoint.Folders;
import org.rdvae.job.FittedPrior;
import org.rdvae.job.ModelData;
import org.rdvae.job.PriorFit;
import org.rdvae.job.SavedModel;
import org.rdvae.job.WatchedWork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae fit-prior}. */
@Command(
    name = "fit-prior",
    mixinStandardHelpOptions = true,
    description = {
      "Fits a mixture of Gaussians to what a model makes of its training images, by coordinate-"
          + "ascent variational inference, to draw samples from:",
      "sample CHECKPOINT --prior fitted."
    })
final class FitPriorCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "CHECKPOINT", description = "Model to fit a prior to.")
  private Path checkpoint;

  @Option(
      names = "--components",
      paramLabel = "K",
      defaultValue = "20",
      description = "Gaussians at most; those not needed die out. (default: ${DEFAULT-VALUE})")
  private int components;

  @Option(
      names = "--sweeps",
      paramLabel = "N",
      defaultValue = "500",
      description = "Sweeps at most; fewer if nothing is gained. (default: ${DEFAULT-VALUE})")
  private int sweeps;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Start of the noise and of the fit. (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "File to write. (default: beside the model, NAME.prior.safetensors, where sample looks)")
  private Path out;

  @Option(names = "--force", description = "Write over an existing file.")
  private boolean force;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    Arguments.between(command, "--components", components, 1, 10_000);
    Arguments.between(command, "--sweeps", sweeps, 1, 1_000_000);
    Path file = out == null ? FittedPrior.beside(checkpoint) : out;
    OutputFile.check(file, force);
    SavedModel model = SavedModel.load(checkpoint);
    int columns = Terminal.columnsOfStandardError();
    PriorFit fit = new PriorFit(ModelData.read(model, model.job().data(), columns));
    try (Interruption interruption = Interruption.listen()) {
      fit.run(
              device.open(),
              components,
              sweeps,
              seed,
              new WatchedWork(columns, interruption::isRequested))
          .ifPresent(result -> write(result, file));
      return 0;
    }
  }

  private static void write(PriorFit.Result result, Path file) {
    Folders.make(file.toAbsolutePath().getParent());
    result.prior().write(file);
    System.out.println(result.text());
    System.err.println("fitted prior -> " + file);
  }
}
