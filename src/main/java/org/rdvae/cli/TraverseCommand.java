package org.rdvae.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rdvae.base.Failure;
import org.rdvae.evaluation.LatentSums;
import org.rdvae.job.ImageInput;
import org.rdvae.job.NumberedImages;
import org.rdvae.job.SavedModel;
import org.rdvae.job.WatchedWork;
import org.rdvae.model.VaeSession;
import org.rdvae.report.RankedLatents;
import org.rdvae.report.Traversals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae traverse}. */
@Command(
    name = "traverse",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what single latent variables do, as one PNG.",
      "In each row one of them runs from -range to +range around its value in the centre, in"
          + " units of z (standard deviations of a standard normal prior), while the others stay."
          + " The rows begin with the variable that says most about the images, or whose mean"
          + " varies most where single rates are not known; only active ones are shown, those"
          + " whose posterior mean varies over the images."
    })
final class TraverseCommand implements Callable<Integer> {
  private static final int MOST = 1000;

  /** Centres of a traversal. */
  enum From {
    /** The posterior mean of an image. */
    POSTERIOR,
    /** 0, the mean of a standard normal prior. */
    PRIOR
  }

  @Spec private CommandSpec command;

  @Parameters(
      index = "1",
      paramLabel = "INPUT",
      arity = "0..1",
      description = Inputs.ONE + Inputs.DEFAULT)
  private String input;

  @Option(
      names = "--from",
      paramLabel = "posterior|prior",
      defaultValue = "posterior",
      description =
          "The centre: the posterior mean of an image, or 0, the mean of a standard normal prior."
              + " (default: ${DEFAULT-VALUE})")
  private From from;

  @Option(
      names = "--image",
      paramLabel = "N",
      description = "The image, counted from 0, with --from posterior. (default: 0)")
  private Integer image;

  @Option(
      names = "--latents",
      paramLabel = "N",
      defaultValue = "10",
      description = "Rows at most. (default: ${DEFAULT-VALUE})")
  private int count;

  @Option(
      names = "--range",
      paramLabel = "R",
      defaultValue = "3",
      description = "Where each row ends. (default: ${DEFAULT-VALUE})")
  private double range;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "11",
      description =
          "Columns; of an odd number the middle one is the centre. (default: ${DEFAULT-VALUE})")
  private int steps;

  @Mixin private PictureOptions picture;

  @Override
  public Integer call() {
    check();
    SavedModel model = picture.load();
    if (from == From.PRIOR && model.vae().architecture().prior().isPositive()) {
      throw new Failure(
          Failure.Kind.USAGE,
          "--from: expected posterior, since the model's prior is one of positive numbers, of"
              + " which 0 is the end and not the middle, found prior");
    }
    ImageInput images = Inputs.readOrOwn(input, model);
    int number = image == null ? 0 : image;
    if (number >= images.images().count()) {
      throw new Failure(
          Failure.Kind.USAGE,
          "--image: expected 0 to "
              + (images.images().count() - 1)
              + ", the images of "
              + images.name()
              + ", found "
              + number);
    }
    try (Interruption interruption = Interruption.listen();
        VaeSession session = picture.open(model, model.rows())) {
      LatentSums sums = latentSums(session, images, interruption).orElse(null);
      if (sums == null) {
        return 0;
      }
      RankedLatents ranked =
          ranked(sums, session.architecture().isStandardGaussian(), images.name());
      List<Integer> latents = ranked.latents();
      float[] mean = new float[sums.latents()];
      float[] logStddev = new float[sums.latents()];
      float[] row = null;
      if (from == From.POSTERIOR) {
        row = images.rows(number, 1);
        session.classes(images.classes(number, 1));
        session.encode(row, 1, mean, logStddev);
      }
      int[] own = images.classes(number, 1);
      int[] all = new int[latents.size() * steps];
      Arrays.fill(all, own.length == 0 ? 0 : own[0]);
      session.classes(all);
      picture.write(new Traversals(latents, range, steps).draw(session, sums, mean, row));
      System.out.println(ranked.legend(mean, images.name()));
    }
    System.err.println(
        "traversals around "
            + (from == From.PRIOR ? "0" : "the posterior mean of image " + number)
            + " -> "
            + picture.path());
    return 0;
  }

  private static Optional<LatentSums> latentSums(
      VaeSession session, ImageInput images, Interruption interruption) {
    NumberedImages all = new NumberedImages(List.of(images));
    return new WatchedWork(Terminal.columnsOfStandardError(), interruption::isRequested)
        .run("encoding", all.count(), progress -> all.latentSums(session, progress));
  }

  private void check() {
    Arguments.between(command, "--image", image, 0, Integer.MAX_VALUE);
    Arguments.between(command, "--latents", count, 1, MOST);
    Arguments.between(command, "--steps", steps, 2, MOST);
    if (!(range > 0 && range <= 100)) {
      throw new ParameterException(
          command.commandLine(), "--range: expected above 0 and at most 100, found " + range);
    }
    if (image != null && from == From.PRIOR) {
      throw new ParameterException(
          command.commandLine(), "--image: there is no image in the centre with --from prior");
    }
  }

  private RankedLatents ranked(LatentSums sums, boolean knowsRates, String name) {
    RankedLatents ranked = RankedLatents.of(sums, knowsRates, count);
    if (ranked.latents().isEmpty()) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          "None of the model's "
              + sums.latents()
              + " latent variables is active on "
              + name
              + ": no posterior mean varies over the images, so there is nothing to show.");
    }
    return ranked;
  }
}
