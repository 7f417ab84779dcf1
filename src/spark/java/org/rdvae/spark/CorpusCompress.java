package org.rdvae.spark;

import java.util.List;
import java.util.concurrent.Callable;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.job.ModelStore;
import org.rdvae.job.SavedCodec;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compress} on Spark. */
@Command(
    name = "compress",
    mixinStandardHelpOptions = true,
    description =
        "Compresses every picture into an .rdv file below files/ in the folder of the job, in the"
            + " folders of the inputs, and writes a manifest as Parquet: path, output, width,"
            + " height, channels, bytes_in, bytes_out, bits_per_pixel, quality, psnr, sha256, notes"
            + " and model.")
final class CorpusCompress implements Callable<Integer> {
  private static final double USUAL_QUALITY = 4;

  @Parameters(arity = "0..*", paramLabel = "INPUT", description = CorpusOptions.INPUTS)
  private List<String> inputs = List.of();

  @Option(
      names = "--model",
      paramLabel = "CHECKPOINT",
      description = "Codec model to compress with. (default: the shipped one)")
  private String model;

  @ArgGroup private Goal goal = new Goal();

  @Mixin private CorpusOptions options;

  /** One of these at most. */
  private static final class Goal {
    @Option(
        names = "--quality",
        paramLabel = "Q",
        description = "1 to 8, decimals allowed. (default: 4)")
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
    requireGoal();
    return options.run(
        inputs,
        models ->
            SavedCodec.load(model == null ? ModelStore.standard().shipped() : models.local(model))
                .checkpoint(),
        read -> work(read.modelHash()));
  }

  /** Written so that NaN is refused. */
  private void requireGoal() {
    if (goal.quality != null
        && !(goal.quality >= PhotoCodec.LOWEST_QUALITY
            && goal.quality <= PhotoCodec.HIGHEST_QUALITY)) {
      throw options.refusal("--quality: expected 1 to 8, decimals allowed, found " + goal.quality);
    }
    requirePositive("--target-bpp", goal.bitsPerPixel);
    requirePositive("--target-psnr", goal.psnr);
  }

  private void requirePositive(String option, Double value) {
    if (value != null && !(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw options.refusal(option + ": expected a number above 0, found " + value);
    }
  }

  private CompressWork work(String hash) {
    if (goal.bitsPerPixel != null) {
      return new CompressWork(hash, options.threads(), CompressWork.BITS, goal.bitsPerPixel);
    }
    if (goal.psnr != null) {
      return new CompressWork(hash, options.threads(), CompressWork.PSNR, goal.psnr);
    }
    return new CompressWork(
        hash,
        options.threads(),
        CompressWork.QUALITY,
        goal.quality == null ? USUAL_QUALITY : goal.quality);
  }
}
