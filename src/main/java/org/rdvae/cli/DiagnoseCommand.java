package org.rdvae.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rdvae.data.Split;
import org.rdvae.job.ModelDivergences;
import org.rdvae.job.SavedModel;
import org.rdvae.job.WatchedWork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae diagnose}. */
@Command(
    name = "diagnose",
    mixinStandardHelpOptions = true,
    description =
        "Measures how far the codes of all images together, the aggregate posterior, are from the"
            + " prior.")
final class DiagnoseCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "CHECKPOINT", description = "Model to measure.")
  private Path checkpoint;

  @Mixin private DataOption data;
  @Mixin private SplitOption split;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Images at most, spread over the split. (default: ${DEFAULT-VALUE})")
  private int images;

  @Option(
      names = "--samples",
      paramLabel = "S",
      defaultValue = "1000",
      description = "Samples of each distribution. (default: ${DEFAULT-VALUE})")
  private int samples;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      defaultValue = "0.5",
      description =
          "Order of the alpha divergence, between 0, which is KL(q || p), and 1, which is"
              + " KL(p || q). (default: ${DEFAULT-VALUE})")
  private double alpha;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Start of the samples. (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    Arguments.between(command, "--images", images, 2, 1_000_000);
    Arguments.between(command, "--samples", samples, 2, 1_000_000);
    if (!(alpha > 0 && alpha < 1)) {
      throw new ParameterException(
          command.commandLine(),
          "--alpha: expected a number between 0 and 1, found "
              + alpha
              + "; its limits at 0 and 1 are KL(q || p) and KL(p || q), which are printed too");
    }
    Split part = split.checked(command);
    SavedModel model = SavedModel.load(checkpoint);
    ModelDivergences.requireKnownDensities(model);
    ModelDivergences divergences = new ModelDivergences(data.read(model, part), part);
    int columns = Terminal.columnsOfStandardError();
    try (Interruption interruption = Interruption.listen()) {
      divergences
          .run(
              device::open,
              samples,
              alpha,
              images,
              seed,
              new WatchedWork(columns, interruption::isRequested))
          .ifPresent(report -> System.out.println(json ? report.json() : report.text()));
      return 0;
    }
  }
}
