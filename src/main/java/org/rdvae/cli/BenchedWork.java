package org.rdvae.cli;

import java.nio.file.Path;
import java.util.List;
import org.rdvae.bench.Work;
import org.rdvae.bench.Workload;
import org.rdvae.config.ConfigReader;
import org.rdvae.job.BenchedJob;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a benchmark looks at: the job of a config, or a workload. */
final class BenchedWork {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      paramLabel = "CONFIG",
      arity = "0..1",
      description = "Config file of a training; or else --workload.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "a.b=v",
      description = "Change a setting of the config; may be repeated.")
  private List<String> sets = List.of();

  @Option(
      names = "--workload",
      paramLabel = "mlp|gated|conv|codec",
      description = "A fixed workload in place of a config; see bench train.")
  private Workload workload;

  /** What it is called. */
  String title() {
    return workload != null ? workload.title() : config.toString();
  }

  Work work() {
    if ((config == null) == (workload == null)) {
      throw new ParameterException(
          command.commandLine(),
          "Expected either a config file or --workload mlp, gated, conv or codec, found "
              + (config == null ? "neither" : "both"));
    }
    if (workload != null) {
      if (!sets.isEmpty()) {
        throw new ParameterException(
            command.commandLine(),
            "--set: expected a config file whose settings it changes, found --workload "
                + workload.title());
      }
      return workload.work();
    }
    return BenchedJob.of(ConfigReader.read(config, sets));
  }
}
