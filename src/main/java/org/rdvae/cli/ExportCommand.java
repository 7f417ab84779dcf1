package org.rdvae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.job.SavedCheckpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes a model in another form.",
    subcommands = ExportCommand.Slim.class)
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    throw new ParameterException(command.commandLine(), "Expected a form: export slim");
  }

  /** {@code rdvae export slim}. */
  @Command(
      name = "slim",
      mixinStandardHelpOptions = true,
      description = "Leaves out what only further training needs; the model hash stays the same.")
  static final class Slim implements Callable<Integer> {
    @Parameters(paramLabel = "CHECKPOINT", description = "Checkpoint to make smaller.")
    private Path checkpoint;

    @Mixin private OutputFile output;

    @Override
    public Integer call() throws IOException {
      output.check();
      Checkpoint slim = SavedCheckpoint.load(checkpoint).slim();
      output.makeFolder();
      slim.write(output.path());
      System.err.printf(
          Locale.ROOT,
          "model %s, %,d bytes -> %s%n",
          slim.shortModelHash(),
          Files.size(output.path()),
          output.path());
      return 0;
    }
  }
}
