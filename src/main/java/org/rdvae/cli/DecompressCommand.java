package org.rdvae.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.rdvae.base.Failure;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.RdvFile;
import org.rdvae.job.Decompression;
import org.rdvae.job.FilePair;
import org.rdvae.job.OutputNames;
import org.rdvae.job.PhotoFormat;
import org.rdvae.job.PhotoModels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdvae decompress}. */
@Command(
    name = "decompress",
    mixinStandardHelpOptions = true,
    description = {
      "Turns .rdv files back into pictures, one each.",
      "A file's model is looked up by its hash in checkpoints beside the launcher and in the"
          + " folders of the variable RDVAE_MODELS. A bad file is reported, the others are done,"
          + " and the exit code is 65."
    })
final class DecompressCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files that compress wrote, or - for standard input.")
  private List<String> inputs;

  @Option(
      names = "--model",
      paramLabel = "CHECKPOINT",
      description = "The model that compressed. (default: looked up)")
  private Path model;

  @Option(
      names = "--format",
      paramLabel = "png|pnm",
      description =
          "Format in a folder or on standard output: png keeps the colour profile; pnm is PGM or"
              + " PPM. A file's format follows from its name. (default: png)")
  private PhotoFormat format;

  @Mixin private PhotoOptions options;

  private final IntFunction<PhotoModels> models;

  DecompressCommand() {
    this(PhotoModels::ofThreads);
  }

  /**
   * @param models given the threads for each file
   */
  DecompressCommand(IntFunction<PhotoModels> models) {
    this.models = models;
  }

  @Override
  public Integer call() {
    PhotoFormat wanted = format();
    List<FilePair> pairs = options.pair(inputs, wanted.extension());
    PhotoModels all = models.apply(options.threadsForEach(pairs));
    BiFunction<RdvFile, String, PhotoCodec> codecs = all::of;
    if (model != null) {
      PhotoCodec codec = all.at(model);
      codecs = (file, name) -> codec;
    }
    return options.run(
        "decompressing",
        "decompressed",
        pairs,
        new Decompression(codecs, wanted, PhotoOptions.streams()));
  }

  private PhotoFormat format() {
    String out = options.out();
    if (OutputNames.isFolder(inputs, out) || out.equals(FilePair.STREAM)) {
      return format == null ? PhotoFormat.PNG : format;
    }
    PhotoFormat named =
        PhotoFormat.ofName(out)
            .orElseThrow(() -> usage("a name that ends in .png, .ppm, .pgm or .pnm", out));
    if (format != null && format != named) {
      throw usage("a name that goes with --format " + format.words(), out);
    }
    return named;
  }

  private static Failure usage(String expected, String out) {
    return new Failure(Failure.Kind.USAGE, "--out: expected " + expected + ", found " + out);
  }
}
