package org.rdvae.cli;

import java.util.concurrent.Callable;
import org.rdvae.job.SavedModel;
import org.rdvae.model.VaeSession;
import org.rdvae.report.Pictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rdvae sample}. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description = "Draws images from a model, as one PNG.")
final class SampleCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Spec private CommandSpec command;

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

  @Mixin private PictureOptions picture;

  @Override
  public Integer call() {
    Arguments.between(command, "--count", count, 1, MOST);
    if (!(temperature >= 0 && temperature <= 100)) {
      throw new ParameterException(
          command.commandLine(), "--temperature: expected 0 to 100, found " + temperature);
    }
    SavedModel model = picture.load();
    try (VaeSession session = picture.open(model, count)) {
      picture.write(Pictures.samples(session, count, seed, temperature));
    }
    System.err.println(count + " samples -> " + picture.path());
    return 0;
  }
}
