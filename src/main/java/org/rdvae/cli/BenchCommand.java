package org.rdvae.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rdvae bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Times rdvae's own work.",
    subcommands = {
      BenchTrainCommand.class,
      BenchLayersCommand.class,
      BenchGradientsCommand.class,
      BenchGrowthCommand.class,
      BenchTuneCommand.class,
      BenchWorkCommand.class,
    })
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    throw new ParameterException(
        command.commandLine(),
        "Expected a benchmark: bench " + String.join(", bench ", command.subcommands().keySet()));
  }
}
