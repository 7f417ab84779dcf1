package org.rdvae.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.rdvae.base.Failure;
import org.rdvae.job.Sweep;
import org.rdvae.job.SweepPlan;
import org.rdvae.job.VariedSetting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rdvae sweep}. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Trains every combination of the varied settings with several seeds, measures each best model"
          + " on the test images, and compares them: mean, spread, differences between runs of one"
          + " seed.",
      "Ctrl-C saves; the same command goes on, and does nothing twice."
    })
final class SweepCommand implements Callable<Integer> {
  private static final int MOST_SEEDS = 1000;

  @Spec private CommandSpec command;

  @Mixin private ConfigOptions config;

  @Option(
      names = "--seeds",
      required = true,
      paramLabel = "N",
      description = "Runs of each combination: with the config's seed and those after it.")
  private int seeds;

  @Option(
      names = "--vary",
      paramLabel = "a.b=v,w",
      description =
          "A setting and its values; may be repeated. A comma inside [], {} or quotes parts no"
              + " values.")
  private List<String> varied = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the runs, table.md, table.csv and results.jsonl.")
  private Path folder;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    Arguments.between(command, "--seeds", seeds, 1, MOST_SEEDS);
    List<VariedSetting> settings = varied.stream().map(VariedSetting::parse).toList();
    SweepPlan plan = SweepPlan.read(config.path(), config.sets(), settings, seeds);
    Sweep sweep =
        new Sweep(
            plan, folder, device.threads(), device.choice(), Terminal.columnsOfStandardError());
    try (Interruption interruption = Interruption.listen()) {
      if (!sweep.run(interruption::isRequested)) {
        System.err.println("Saved. To go on, give the same command again.");
        return 0;
      }
      System.out.print(sweep.report().markdown());
      System.err.println("runs and tables: " + folder);
    }
    if (sweep.failures() > 0) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          sweep.failures()
              + " of "
              + plan.runs()
              + " runs failed and are not in the tables; the same command tries them again.");
    }
    return 0;
  }
}
