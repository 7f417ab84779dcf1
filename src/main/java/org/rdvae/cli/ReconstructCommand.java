package org.rdvae.cli;

import java.util.concurrent.Callable;
import org.rdvae.evaluation.SpreadImages;
import org.rdvae.job.ImageInput;
import org.rdvae.job.SavedModel;
import org.rdvae.model.VaeSession;
import org.rdvae.report.Pictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae reconstruct}. */
@Command(
    name = "reconstruct",
    mixinStandardHelpOptions = true,
    description = "Shows images above what the model makes of their codes, as one PNG.")
final class ReconstructCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Spec private CommandSpec command;

  @Parameters(
      index = "1",
      paramLabel = "INPUT",
      arity = "0..1",
      description = Inputs.ONE + Inputs.DEFAULT)
  private String input;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "24",
      description = "Images, spread over those there are. (default: ${DEFAULT-VALUE})")
  private int count;

  @Option(names = "--in-order", description = "Take the first images in order.")
  private boolean inOrder;

  @Mixin private PictureOptions picture;

  @Override
  public Integer call() {
    Arguments.between(command, "--count", count, 1, MOST);
    SavedModel model = picture.load();
    ImageInput images = Inputs.readOrOwn(input, model);
    int all = images.images().count();
    int some = Math.min(count, all);
    int pixels = images.images().valuesPerExample();
    SpreadImages shown = new SpreadImages(images.batches(), inOrder ? some : all, some, pixels);
    float[] rows = new float[some * pixels];
    shown.fill(0, some, rows);
    try (VaeSession session = picture.open(model, some)) {
      picture.write(Pictures.reconstructions(session, rows, shown.classes(0, some), some));
    }
    System.err.println(some + " images and their reconstructions -> " + picture.path());
    return 0;
  }
}
