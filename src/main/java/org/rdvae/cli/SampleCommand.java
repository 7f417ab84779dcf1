package org.rdvae.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.rdvae.base.Failure;
import org.rdvae.distribution.GaussianMixture;
import org.rdvae.job.FittedPrior;
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
      names = "--class",
      paramLabel = "N",
      description =
          "The class to draw, from 0 on, of a class-conditional model. (default: a row of images"
              + " for each class, with the same z in every row)")
  private Integer label;

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

  @Option(
      names = "--prior",
      paramLabel = "own|fitted|FILE",
      defaultValue = "own",
      description =
          "Where z comes from: the model's own prior, or one of fit-prior beside the model or in a"
              + " file. (default: ${DEFAULT-VALUE})")
  private String prior;

  @Option(
      names = "--draw-values",
      description =
          "Draw every pixel from its distribution too, instead of showing the distribution's mean.")
  private boolean drawValues;

  @Mixin private PictureOptions picture;

  @Override
  public Integer call() {
    Arguments.between(command, "--count", count, 1, MOST);
    if (!(temperature >= 0 && temperature <= 100)) {
      throw new ParameterException(
          command.commandLine(), "--temperature: expected 0 to 100, found " + temperature);
    }
    SavedModel model = picture.load();
    int classes = model.vae().architecture().classes();
    checkClass(classes, model);
    OptionalInt only = label == null ? OptionalInt.empty() : OptionalInt.of(label);
    Optional<GaussianMixture> fitted = fitted(model);
    try (VaeSession session = picture.open(model, count)) {
      picture.write(Pictures.samples(session, fitted, only, count, seed, temperature, drawValues));
    }
    int drawn = classes == 0 || label != null ? count : classes * Math.max(1, count / classes);
    System.err.println(drawn + " samples -> " + picture.path());
    return 0;
  }

  private void checkClass(int classes, SavedModel model) {
    if (label != null && (label < 0 || label >= classes)) {
      throw new Failure(
          Failure.Kind.USAGE,
          "--class: expected "
              + (classes == 0
                  ? "no class, since " + model.path() + " was trained without (model.classes: 0)"
                  : "0 to " + (classes - 1) + ", the classes of " + model.path())
              + ", found "
              + label);
    }
  }

  private Optional<GaussianMixture> fitted(SavedModel model) {
    if (prior.equals("own")) {
      return Optional.empty();
    }
    Path file = prior.equals("fitted") ? FittedPrior.beside(model.path()) : Path.of(prior);
    if (!Files.exists(file)) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          "--prior "
              + prior
              + ": "
              + file
              + " does not exist; rdvae fit-prior "
              + model.path()
              + " makes one.");
    }
    return Optional.of(FittedPrior.read(file, model).mixture());
  }
}
