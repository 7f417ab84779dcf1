package org.rdvae.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rdvae.data.DataLoader;
import org.rdvae.data.DataSettings;
import org.rdvae.data.IdxFolder;
import org.rdvae.data.Remedy;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.job.ModelEvaluation;
import org.rdvae.job.SavedModel;
import org.rdvae.job.WatchedWork;
import org.rdvae.network.FeatureShape;
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
          "mnist-binary, a folder of idx files, of pictures or of texts, or a CSV file."
              + " (default: what the model was trained on)")
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
    int columns = Terminal.columnsOfStandardError();
    DataSettings settings = settings(model, data, split);
    // Nothing is half done by then, so a signal may end the process where it stands.
    Splits images =
        new WatchedWork(columns, () -> false)
            .reading(
                progress -> DataLoader.load(settings, progress, Remedy.FILES, model.vocabulary()))
            .orElseThrow();
    ModelEvaluation evaluation = new ModelEvaluation(model, settings, images, split);
    int samples =
        importanceSamples != null
            ? importanceSamples
            : model.job().evaluation().importanceSamples();
    try (Interruption interruption = Interruption.listen()) {
      evaluation
          .run(device::open, samples, seed, new WatchedWork(columns, interruption::isRequested))
          .ifPresent(report -> System.out.println(json ? report.json() : report.text()));
      return 0;
    }
  }

  /**
   * What is to be read.
   *
   * @param data what the user named; {@code null} for what the model was trained on
   */
  static DataSettings settings(SavedModel model, String data, Split split) {
    DataSettings own = model.job().data();
    if (data == null) {
      return own;
    }
    if (data.equals("mnist-binary")) {
      return own.withSource(DataSettings.Set.MNIST_BINARY, Optional.empty());
    }
    Path path = Arguments.existing(Path.of(data));
    FeatureShape image = model.vae().architecture().image();
    DataSettings other =
        own.withSource(setAt(path, own), Optional.of(path))
            .withImageSize(image.height(), image.width(), image.channels());
    // The test images do not depend on where the training file is parted, and that file may be
    // small.
    return split == Split.TEST ? other.withValidation(1) : other;
  }

  /**
   * A file is a table; a folder holds texts for a model of texts, and otherwise idx files by their
   * usual names, or pictures.
   */
  private static DataSettings.Set setAt(Path path, DataSettings own) {
    if (own.set() == DataSettings.Set.TEXT) {
      return DataSettings.Set.TEXT;
    }
    if (!Files.isDirectory(path)) {
      return DataSettings.Set.TABLE;
    }
    return IdxFolder.isAt(path) ? DataSettings.Set.IDX : DataSettings.Set.IMAGES;
  }
}
