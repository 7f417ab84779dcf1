package org.rdvae.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.job.Compression;
import org.rdvae.job.FilePair;
import org.rdvae.job.PhotoModels;
import org.rdvae.job.QualityGoal;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae compress}. */
@Command(
    name = "compress",
    mixinStandardHelpOptions = true,
    description = {
      "Compresses pictures into .rdv files, one each, and prints bytes, bits per pixel, PSNR of the"
          + " decoded picture and seconds.",
      "Takes 8-bit grey and colour of any size; turned upright, the colour profile kept. 16-bit,"
          + " CMYK and transparent pictures are refused, with a command that converts them. A bad"
          + " picture, or one that cannot meet the target, is reported, the others are done, and the"
          + " exit code is 65."
    })
final class CompressCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description =
          "PNG, JPEG, WebP, BMP or GIF files (of an animation the first picture), or - for standard"
              + " input.")
  private List<String> inputs;

  @Option(
      names = "--model",
      paramLabel = "CHECKPOINT",
      description = "Codec model to compress with. (default: the shipped one)")
  private Path model;

  @ArgGroup private Goal goal = new Goal();

  @Mixin private PhotoOptions options;

  private final IntFunction<PhotoModels> models;

  CompressCommand() {
    this(PhotoModels::ofThreads);
  }

  /**
   * @param models given the threads for each file
   */
  CompressCommand(IntFunction<PhotoModels> models) {
    this.models = models;
  }

  /** One of these at most. */
  private static final class Goal {
    @Option(
        names = "--quality",
        paramLabel = "Q",
        description =
            "1 to 8, decimals allowed: about 0.26 to 1.6 bits per pixel on photographs, by the shipped model. (default:"
                + " 4)")
    private Double quality;

    @Option(
        names = "--target-bpp",
        paramLabel = "B",
        description = "The highest quality that takes at most so many bits per pixel.")
    private Double bitsPerPixel;

    @Option(
        names = "--target-psnr",
        paramLabel = "P",
        description = "The lowest quality with a PSNR of at least so many decibels.")
    private Double psnr;
  }

  @Override
  public Integer call() {
    QualityGoal wanted = goal();
    List<FilePair> pairs = options.pair(inputs, ".rdv");
    PhotoModels all = models.apply(options.threadsForEach(pairs));
    PhotoCodec codec = model == null ? all.shipped() : all.at(model);
    return options.run(
        "compressing", "compressed", pairs, new Compression(codec, wanted, PhotoOptions.streams()));
  }

  private QualityGoal goal() {
    if (goal.bitsPerPixel != null) {
      requirePositive("--target-bpp", goal.bitsPerPixel);
      return new QualityGoal.AtMostBits(goal.bitsPerPixel);
    }
    if (goal.psnr != null) {
      requirePositive("--target-psnr", goal.psnr);
      return new QualityGoal.AtLeastPsnr(goal.psnr);
    }
    if (goal.quality == null) {
      return QualityGoal.USUAL;
    }
    // Written so that NaN is refused.
    if (!(goal.quality >= PhotoCodec.LOWEST_QUALITY
        && goal.quality <= PhotoCodec.HIGHEST_QUALITY)) {
      throw refusal("--quality: expected 1 to 8, decimals allowed, found " + goal.quality);
    }
    return new QualityGoal.AtQuality(goal.quality);
  }

  private void requirePositive(String option, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw refusal(option + ": expected a number above 0, found " + value);
    }
  }

  private ParameterException refusal(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
