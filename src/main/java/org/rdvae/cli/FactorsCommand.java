package org.rdvae.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rdvae.job.ModelFactors;
import org.rdvae.job.SavedModel;
import org.rdvae.job.WatchedWork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae factors}. */
@Command(
    name = "factors",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how well a model of generated shapes (data.set: shapes) tells their factors apart:"
          + " mutual information gap (MIG), disentanglement, completeness and informativeness"
          + " (DCI). All are at most 1. Latent variables are counted from 0.",
      "Where a square or an ellipse looks alike after a turn, no model knows the orientation."
    })
final class FactorsCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "CHECKPOINT", description = "Model to measure.")
  private Path checkpoint;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Images to measure, drawn like its test images, if need be more of them. (default:"
              + " ${DEFAULT-VALUE})")
  private int images;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    Arguments.between(command, "--images", images, 1000, 1_000_000);
    SavedModel model = SavedModel.load(checkpoint);
    ModelFactors factors = new ModelFactors(model, images);
    try (Interruption interruption = Interruption.listen()) {
      factors
          .run(
              device::open,
              new WatchedWork(Terminal.columnsOfStandardError(), interruption::isRequested))
          .ifPresent(report -> System.out.println(json ? report.json() : report.text()));
      return 0;
    }
  }
}
