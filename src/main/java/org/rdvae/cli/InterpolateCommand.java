package org.rdvae.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.rdvae.base.Failure;
import org.rdvae.job.ImageInput;
import org.rdvae.job.NumberedImages;
import org.rdvae.job.SavedModel;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;
import org.rdvae.report.Interpolations;
import org.rdvae.report.LatentPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae interpolate}. */
@Command(
    name = "interpolate",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the way from one image to another, as one PNG.",
      "Each row begins and ends with an image, set apart; between them stands what the model makes"
          + " of points on the way from the one's posterior mean to the other's, both included."
    })
final class InterpolateCommand implements Callable<Integer> {
  private static final int MOST = 1000;

  @Spec private CommandSpec command;

  @Parameters(
      index = "1..*",
      paramLabel = "INPUT",
      arity = "0..*",
      description = Inputs.SEVERAL + Inputs.DEFAULT)
  private List<String> inputs = List.of();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "8",
      description = "Pairs of images, drawn at random. (default: ${DEFAULT-VALUE})")
  private int rows;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "9",
      description = "Points on each way, at least 2. (default: ${DEFAULT-VALUE})")
  private int steps;

  @Option(
      names = "--path",
      paramLabel = "linear|spherical",
      defaultValue = "linear",
      description =
          "A straight line, or a great circle for points that keep the norm of draws from the"
              + " prior. (default: ${DEFAULT-VALUE})")
  private LatentPath path;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Start of the draw of the images. (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--in-order",
      description = "Take the first images in order: 1 to 2, 3 to 4, and so on.")
  private boolean inOrder;

  @Mixin private PictureOptions picture;

  @Override
  public Integer call() {
    Arguments.between(command, "--rows", rows, 1, MOST);
    Arguments.between(command, "--steps", steps, 2, MOST);
    SavedModel model = picture.load();
    NumberedImages images = new NumberedImages(read(model));
    if (images.count() < 2) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          images.inputs().get(0).name()
              + ": expected at least 2 images to go from one to another, found 1");
    }
    int some = Math.min(rows, images.count() / 2);
    int[] numbers = numbers(images, some);
    try (VaeSession session = picture.open(model, some * steps)) {
      picture.write(
          Interpolations.draw(
              session, images.rows(numbers), images.classes(numbers), some, steps, path));
    }
    System.err.println(some + " ways from one image to another -> " + picture.path());
    return 0;
  }

  private List<ImageInput> read(SavedModel model) {
    return inputs.isEmpty() ? List.of(Inputs.own(model)) : Inputs.read(inputs, model);
  }

  /** Two for each row. */
  private int[] numbers(NumberedImages images, int some) {
    int[] order =
        inOrder
            ? IntStream.range(0, images.count()).toArray()
            : new RandomStream(seed, RandomStream.Purpose.SAMPLING).permutation(images.count());
    return Arrays.copyOf(order, 2 * some);
  }
}
