package org.rdvae.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.rdvae.config.CodecJob;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.config.TrainingJob;
import org.rdvae.job.ClusterTraining;
import org.rdvae.job.CodecRun;
import org.rdvae.job.TrainingRun;
import org.rdvae.report.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rdvae train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a model as the config says, then measures the best one on the test images.",
      "Ctrl-C saves; --resume goes on, with the same result as if it had never stopped."
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
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

  @Option(
      names = "--start-from",
      paramLabel = "CHECKPOINT",
      description =
          "Begin with the parameters of this model, which must have the same names and shapes.")
  private Path startFrom;

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "Train on Apache Spark: local[2], spark://HOST:PORT or another master. --threads are then"
              + " the cores of each executor (default: spark.task.cpus, else 1).")
  private String spark;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    Optional<ClusterTraining.Request> cluster = Optional.ofNullable(spark).map(this::onCluster);
    device.check();
    List<String> changes = new ArrayList<>(config.sets());
    if (seed != null) {
      changes.add("seed=" + seed);
    }
    TrainingJob job = ConfigReader.readTraining(config.path(), changes);
    if (cluster.isPresent() && job instanceof CodecJob) {
      throw new ParameterException(
          command.commandLine(),
          "--spark: expected the config of an autoencoder, found that of a codec, which trains on"
              + " one machine");
    }
    Path folder = runFolder != null ? runFolder : Path.of("runs", nameOf(config.path()));
    try (Interruption interruption = Interruption.listen()) {
      if (job instanceof CodecJob codec) {
        train(codec, folder, interruption);
      } else {
        train((Job) job, folder, cluster, interruption);
      }
      return 0;
    }
  }

  private void train(CodecJob job, Path folder, Interruption interruption) {
    CodecRun run =
        new CodecRun(
            job, folder, device.threads(), device.choice(), Terminal.columnsOfStandardError());
    if (run.train(resume, Optional.ofNullable(startFrom), interruption::isRequested)) {
      System.err.println(
          "pictures: "
              + RunFolder.samples(folder)
              + "   best model: "
              + RunFolder.bestCheckpoint(folder));
      report(interruption, run::report);
    } else {
      stopped(folder, RunFolder.isSaved(folder));
    }
  }

  /** Refuses a cluster that this build cannot reach, before anything is read. */
  private ClusterTraining.Request onCluster(String master) {
    ClusterTraining training =
        ClusterTraining.find()
            .orElseThrow(
                () ->
                    new ParameterException(
                        command.commandLine(),
                        "--spark: this build of rdvae has no Apache Spark; RDVAE_PROFILE=spark"
                            + " ./rdvae makes one that has"));
    if (device.word().startsWith("cuda")) {
      throw new ParameterException(
          command.commandLine(),
          "--spark: expected no --device or --device cpu, since executors compute on the CPU, found"
              + " --device "
              + device.word());
    }
    return new ClusterTraining.Request(training, master);
  }

  private void train(
      Job job, Path folder, Optional<ClusterTraining.Request> cluster, Interruption interruption) {
    int columns = Terminal.columnsOfStandardError();
    TrainingRun run =
        cluster.isPresent()
            ? new TrainingRun(job, folder, device.threads(), cluster.get(), columns)
            : new TrainingRun(job, folder, device.threads(), device.choice(), columns);
    if (!run.train(resume, Optional.ofNullable(startFrom), interruption::isRequested)) {
      stopped(folder, run.isSaved());
      return;
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
              report(interruption, () -> run.report(device::open));
            });
  }

  /** Whoever stops a process now has all that the training made. */
  private static void report(Interruption interruption, Supplier<List<String>> report) {
    if (!interruption.isRequested()) {
      report.get().forEach(System.err::println);
    }
  }

  private void stopped(Path folder, boolean saved) {
    System.err.println(
        saved
            ? "Saved. To go on: rdvae train "
                + (spark == null ? "" : "--spark " + spark + " ")
                + config.path()
                + " --run-dir "
                + folder
                + " --resume, with the same --set, --seed and --plugin."
            : "Stopped before the training began; give the same command again.");
  }

  private static String nameOf(Path config) {
    String name = config.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
