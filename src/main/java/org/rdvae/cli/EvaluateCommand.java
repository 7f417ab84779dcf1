package org.rdvae.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rdvae.data.DataSettings;
import org.rdvae.data.Split;
import org.rdvae.job.ModelEvaluation;
import org.rdvae.job.SavedModel;
import org.rdvae.report.EvaluationReport;
import org.rdvae.report.ProgressLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = "--data",
      paramLabel = "D",
      description =
          "mnist-binary, or a folder of idx files. (default: what the model was trained on)")
  private String data;

  @Option(
      names = "--split",
      defaultValue = "test",
      description = "train, validation or test. (default: ${DEFAULT-VALUE})")
  private Split split;

  @Option(
      names = "--importance-samples",
      paramLabel = "K",
      description =
          "Samples for each image. (default: evaluation.importance-samples of the model's config)")
  private Integer importanceSamples;

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
    Arguments.between(command, "--importance-samples", importanceSamples, 1, 1_000_000);
    if (split == Split.INPUT) {
      throw new ParameterException(
          command.commandLine(), "--split: expected train, validation or test, found input");
    }
    SavedModel model = SavedModel.load(checkpoint);
    ModelEvaluation evaluation = new ModelEvaluation(model, settings(model), split);
    int samples =
        importanceSamples != null
            ? importanceSamples
            : model.job().evaluation().importanceSamples();
    try (Interruption interruption = Interruption.listen()) {
      EvaluationReport report = withProgress(evaluation, device, samples, seed, interruption);
      if (report != null) {
        System.out.println(json ? report.json() : report.text());
      }
      return 0;
    }
  }

  private DataSettings settings(SavedModel model) {
    DataSettings own = model.job().data();
    if (data == null) {
      return own;
    }
    if (data.equals("mnist-binary")) {
      return new DataSettings(
          DataSettings.Set.MNIST_BINARY,
          Optional.empty(),
          own.binarization(),
          own.validation(),
          own.limit());
    }
    Path folder = Arguments.existing(Path.of(data));
    // The test images do not depend on where the training file is parted, and that file may be
    // small.
    int validation = split == Split.TEST ? 1 : own.validation();
    return new DataSettings(
        DataSettings.Set.IDX, Optional.of(folder), own.binarization(), validation, own.limit());
  }

  /** Runs an evaluation with a progress line; {@code null} if it was interrupted. */
  static EvaluationReport withProgress(
      ModelEvaluation evaluation,
      DeviceOptions device,
      int samples,
      long seed,
      Interruption interruption) {
    ProgressLine progress =
        new ProgressLine(System.err, Terminal.columnsOfStandardError(), evaluation.count(), 0);
    try {
      EvaluationReport report =
          evaluation.run(
              device.open(),
              samples,
              seed,
              done -> {
                if (interruption.isRequested()) {
                  throw new Interrupted();
                }
                if (progress.isDue()) {
                  progress.show(
                      done, String.format(Locale.ROOT, "evaluating, %d samples an image", samples));
                }
              });
      progress.clear();
      return report;
    } catch (Interrupted e) {
      progress.clear();
      return null;
    }
  }

  /** Leaves an evaluation, of which half is of no use. */
  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
