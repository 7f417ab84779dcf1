package org.rdvae.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rdvae.data.Split;
import org.rdvae.job.ModelEvaluation;
import org.rdvae.job.SavedModel;
import org.rdvae.job.WatchedWork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Measures a model: ELBO, rate, distortion, likelihood by importance sampling.")
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "CHECKPOINT", description = "Model to measure.")
  private Path checkpoint;

  @Mixin private DataOption data;
  @Mixin private SplitOption split;
  @Mixin private ImportanceOption importanceSamples;

  @Option(
      names = "--images",
      paramLabel = "N",
      description =
          "Only N images, spread over the split; 0 for all. (default: with --data 0, else"
              + " evaluation.images of the model's config)")
  private Integer images;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Start of the noise. (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    importanceSamples.check(command);
    Arguments.between(command, "--images", images, 0, Integer.MAX_VALUE);
    Split part = split.checked(command);
    SavedModel model = SavedModel.load(checkpoint);
    // Another set is measured whole.
    int own = data.isGiven() ? 0 : model.job().evaluation().images();
    int some = images != null ? images : own;
    ModelEvaluation evaluation = new ModelEvaluation(data.read(model, part), part, some);
    int samples = importanceSamples.of(model);
    int columns = Terminal.columnsOfStandardError();
    try (Interruption interruption = Interruption.listen()) {
      evaluation
          .run(device::open, samples, seed, new WatchedWork(columns, interruption::isRequested))
          .ifPresent(report -> System.out.println(json ? report.json() : report.text()));
      return 0;
    }
  }
}
