package org.rdvae.job;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.data.Binarizer;
import org.rdvae.data.DataSettings;
import org.rdvae.data.ImageSet;
import org.rdvae.data.OrderedBatches;
import org.rdvae.data.ShapeFactors;
import org.rdvae.data.ShapeImages;
import org.rdvae.data.Split;
import org.rdvae.evaluation.EncodedBatch;
import org.rdvae.evaluation.Factor;
import org.rdvae.evaluation.FactorMeasures;
import org.rdvae.evaluation.ImageSource;
import org.rdvae.model.VaeSession;
import org.rdvae.report.FactorReport;
import org.rdvae.tensor.Device;

/**
 * Measures how well a saved model of generated shapes tells their factors apart, on test images as
 * its own, but as many as one likes: every image is a function of its number.
 */
public final class ModelFactors {
  private final SavedModel model;
  private final ImageSet images;
  private final ShapeFactors[] shown;

  /**
   * Draws the images.
   *
   * @throws Failure BAD_DATA if the model was trained on something else, USAGE if there is no room
   *     for so many images
   */
  public ModelFactors(SavedModel model, int count) {
    DataSettings data = model.job().data();
    if (data.set() != DataSettings.Set.SHAPES) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          model.path()
              + ": expected a model of data.set: shapes, the only images whose factors are known,"
              + " found one of "
              + KebabCase.of(data.set().name())
              + "; rdvae traverse shows what the latent variables of any model do");
    }
    this.model = model;
    ShapeImages shapes = new ShapeImages(data.shapes());
    int size = data.shapes().size();
    if (count > shapes.most()) {
      throw new Failure(
          Failure.Kind.USAGE,
          String.format(
              Locale.ROOT,
              "--images: expected at most %d images of %dx%d (2 GiB of pixels), found %d",
              shapes.most(),
              size,
              size,
              count));
    }
    images = shapes.draw(Split.TEST, count);
    ImageSizes.require("shapes", images, model.vae().architecture());
    shown = new ShapeFactors[count];
    Arrays.setAll(shown, image -> shapes.factors(Split.TEST, image));
  }

  /**
   * Measures with a progress line.
   *
   * @return empty if it was interrupted
   */
  public Optional<FactorReport> run(Supplier<Device> device, WatchedWork work) {
    DataSettings data = model.job().data();
    return work.run(
            "encoding",
            images.count(),
            progress -> {
              try (VaeSession session = model.vae().open(device.get(), model.rows())) {
                return encode(session, progress);
              }
            })
        .map(
            codes ->
                new FactorReport(
                    FactorMeasures.of(codes, factors()),
                    model.checkpoint().shortModelHash(),
                    String.format(
                        Locale.ROOT,
                        "test images of shapes %dx%d, data.shapes.seed %d",
                        images.height(),
                        images.width(),
                        data.shapes().seed())));
  }

  /** Posterior means, [latents][images]. */
  private double[][] encode(VaeSession session, IntConsumer progress) {
    OrderedBatches batches =
        new OrderedBatches(
            images, new Binarizer(model.job().data().effectiveBinarization(), model.job().seed()));
    int latents = session.architecture().latents();
    double[][] codes = new double[latents][images.count()];
    EncodedBatch batch = new EncodedBatch(session, ImageSource.of(batches));
    for (int first = 0; first < images.count(); first += session.rows()) {
      int some = batch.encode(first, images.count());
      for (int row = 0; row < some; row++) {
        for (int latent = 0; latent < latents; latent++) {
          codes[latent][first + row] = batch.mean()[row * latents + latent];
        }
      }
      progress.accept(first + some);
    }
    return codes;
  }

  private List<Factor> factors() {
    List<ShapeFactors.Shape> kinds = List.of(ShapeFactors.Shape.values());
    return List.of(
        factor("shape", kinds.size(), image -> kinds.indexOf(image.shape())),
        factor("scale", ShapeFactors.SCALES, ShapeFactors::scale),
        factor("orientation", ShapeFactors.ORIENTATIONS, ShapeFactors::orientation),
        factor("x", ShapeFactors.POSITIONS, ShapeFactors::x),
        factor("y", ShapeFactors.POSITIONS, ShapeFactors::y));
  }

  private Factor factor(String name, int steps, ToIntFunction<ShapeFactors> value) {
    return new Factor(name, steps, Arrays.stream(shown).mapToInt(value).toArray());
  }
}
