package org.rdvae.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.rdvae.base.Failure;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks that several commands make of their words. */
final class Arguments {
  private Arguments() {}

  static void between(CommandSpec command, String option, Number value, long least, long most) {
    if (value != null && (value.longValue() < least || value.longValue() > most)) {
      throw new ParameterException(
          command.commandLine(),
          option + ": expected a whole number from " + least + " to " + most + ", found " + value);
    }
  }

  /**
   * @throws Failure MISSING_PATH if there is nothing of that name
   */
  static Path existing(Path path) {
    if (!Files.exists(path)) {
      throw new Failure(Failure.Kind.MISSING_PATH, path + " does not exist.");
    }
    return path;
  }
}
