package org.rdvae.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rdvae.job.SavedModel;
import org.rdvae.model.VaeSession;
import org.rdvae.report.ImageGrid;
import org.rdvae.report.Pictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae sample}. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description = "Draws images from a model, as one PNG.")
final class SampleCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "CHECKPOINT", description = "Model to draw from.")
  private Path checkpoint;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "64",
      description = "Images. (default: ${DEFAULT-VALUE})")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Start of the draw. (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "1",
      description =
          "Standard deviation of z; below 1 gives more usual images. (default: ${DEFAULT-VALUE})")
  private double temperature;

  @Mixin private OutputFile output;
  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    Arguments.between(command, "--count", count, 1, MOST);
    if (!(temperature >= 0 && temperature <= 100)) {
      throw new ParameterException(
          command.commandLine(), "--temperature: expected 0 to 100, found " + temperature);
    }
    output.check();
    SavedModel model = SavedModel.load(checkpoint);
    try (VaeSession session = model.vae().open(device.open(), Math.min(count, SavedModel.ROWS))) {
      ImageGrid grid = Pictures.samples(session, count, seed, temperature);
      output.write(grid::writePng);
    }
    System.err.println(count + " samples -> " + output.path());
    return 0;
  }
}
