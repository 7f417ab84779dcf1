package org.rdvae.cli;

import java.nio.file.Path;
import java.util.List;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.config.TrainingJob;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The config of a command, and what is changed in it. */
final class ConfigOptions {
  @Parameters(paramLabel = "CONFIG", description = "Config file.")
  private Path path;

  @Option(
      names = "--set",
      paramLabel = "a.b=v",
      description = "Change a setting of the config; may be repeated.")
  private List<String> sets = List.of();

  Path path() {
    return path;
  }

  List<String> sets() {
    return sets;
  }

  /** A config of either kind. */
  TrainingJob readTraining() {
    return ConfigReader.readTraining(path, sets);
  }

  Job read() {
    return ConfigReader.read(path, sets);
  }
}
