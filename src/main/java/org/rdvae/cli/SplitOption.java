package org.rdvae.cli;

import org.rdvae.data.Split;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which part of the data is measured. */
final class SplitOption {
  @Option(
      names = "--split",
      defaultValue = "test",
      description = "train, validation or test. (default: ${DEFAULT-VALUE})")
  private Split split;

  /** Inputs on the command line are a split too, but none of a set. */
  Split checked(CommandSpec command) {
    if (split == Split.INPUT) {
      throw new ParameterException(
          command.commandLine(), "--split: expected train, validation or test, found input");
    }
    return split;
  }
}
