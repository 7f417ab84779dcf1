package org.rdvae.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.data.Split;
import org.rdvae.job.ModelEvaluation;
import org.rdvae.job.SavedModel;
import org.rdvae.job.TrainingRun;
import org.rdvae.report.EvaluationReport;
import org.rdvae.report.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rdvae train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a model as the config says, then measures the best one on the test images.",
      "Ctrl-C saves; --resume goes on, with the same result as if it had never stopped."
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;

  @Option(names = "--seed", paramLabel = "N", description = "The same as --set seed=N.")
  private String seed;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "Run folder. (default: runs/NAME of the config file)")
  private Path runFolder;

  @Option(names = "--resume", description = "Go on with the run in the run folder.")
  private boolean resume;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    List<String> changes = new ArrayList<>(config.sets());
    if (seed != null) {
      changes.add("seed=" + seed);
    }
    Job job = ConfigReader.read(config.path(), changes);
    Path folder = runFolder != null ? runFolder : Path.of("runs", nameOf(config.path()));
    try (Interruption interruption = Interruption.listen()) {
      TrainingRun run =
          new TrainingRun(job, folder, device.threads(), Terminal.columnsOfStandardError());
      if (!run.train(resume, interruption::isRequested)) {
        System.err.println(
            "Saved. To go on: rdvae train "
                + config.path()
                + " --run-dir "
                + folder
                + " --resume, with the same --set.");
        return 0;
      }
      evaluate(folder, job, interruption);
      return 0;
    }
  }

  private static String nameOf(Path config) {
    String name = config.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private void evaluate(Path folder, Job job, Interruption interruption) {
    SavedModel best = SavedModel.load(RunFolder.bestCheckpoint(folder));
    ModelEvaluation evaluation = new ModelEvaluation(best, job.data(), Split.TEST);
    EvaluationReport report =
        EvaluateCommand.withProgress(
            evaluation, device, job.evaluation().importanceSamples(), 1, interruption);
    if (report == null) {
      return;
    }
    AtomicFile.write(
        RunFolder.evaluation(folder),
        out -> out.write(report.json().getBytes(StandardCharsets.UTF_8)));
    System.out.println(report.text());
    System.err.println("pictures: " + RunFolder.samples(folder) + "   best model: " + best.path());
  }
}
