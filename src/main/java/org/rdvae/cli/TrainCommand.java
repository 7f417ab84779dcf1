package org.rdvae.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.job.TrainingRun;
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
            run.isSaved()
                ? "Saved. To go on: rdvae train "
                    + config.path()
                    + " --run-dir "
                    + folder
                    + " --resume, with the same --set."
                : "Stopped before the training began; give the same command again.");
        return 0;
      }
      run.evaluate(device::open, interruption::isRequested)
          .ifPresent(
              report -> {
                System.out.println(report.text());
                System.err.println(
                    "pictures: "
                        + RunFolder.samples(folder)
                        + "   best model: "
                        + RunFolder.bestCheckpoint(folder));
              });
      return 0;
    }
  }

  private static String nameOf(Path config) {
    String name = config.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
