package org.rdvae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.job.Dl4jFiles;
import org.rdvae.job.SavedCheckpoint;
import org.rdvae.job.SavedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes a model in another form.",
    subcommands = {ExportCommand.Slim.class, ExportCommand.Dl4j.class})
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    throw new ParameterException(
        command.commandLine(), "Expected a form: export slim or export dl4j");
  }

  /** {@code rdvae export slim}. */
  @Command(
      name = "slim",
      mixinStandardHelpOptions = true,
      description = "Leaves out what only further training needs; the model hash stays the same.")
  static final class Slim implements Callable<Integer> {
    @Parameters(paramLabel = "CHECKPOINT", description = "Checkpoint to make smaller.")
    private Path checkpoint;

    @Option(
        names = "--half",
        description =
            "Round the parameters to 16 bits: half the size, but a model with another hash and"
                + " slightly other results.")
    private boolean half;

    @Mixin private OutputFile output;

    @Override
    public Integer call() throws IOException {
      output.check();
      Checkpoint full = SavedCheckpoint.load(checkpoint);
      Checkpoint slim = half ? full.halved() : full.slim();
      output.makeFolder();
      if (half) {
        slim.writeHalved(output.path());
      } else {
        slim.write(output.path());
      }
      System.err.printf(
          Locale.ROOT,
          "model %s, %,d bytes -> %s%n",
          slim.shortModelHash(),
          Files.size(output.path()),
          output.path());
      return 0;
    }
  }

  /** {@code rdvae export dl4j}. */
  @Command(
      name = "dl4j",
      mixinStandardHelpOptions = true,
      description =
          "Writes encoder and decoder as Deeplearning4j's ComputationGraphs, which are loaded and"
              + " evaluated without rdvae.")
  static final class Dl4j implements Callable<Integer> {
    @Parameters(paramLabel = "CHECKPOINT", description = "Model to export.")
    private Path checkpoint;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "Folder for encoder.zip and decoder.zip.")
    private Path folder;

    @Option(names = "--force", description = "Write over existing files.")
    private boolean force;

    @Override
    public Integer call() {
      Dl4jFiles files = new Dl4jFiles(folder);
      files.paths().forEach(path -> OutputFile.check(path, force));
      SavedModel model = SavedModel.load(checkpoint);
      files.write(model).forEach(System.err::println);
      return 0;
    }
  }
}
