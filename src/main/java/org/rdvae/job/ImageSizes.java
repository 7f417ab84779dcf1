package org.rdvae.job;

import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.data.ExampleSet;
import org.rdvae.model.Architecture;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ImpossibleShape;

/** The rule that a model takes examples of one shape only. */
public final class ImageSizes {
  private ImageSizes() {}

  /** The shape of a set's examples. */
  public static FeatureShape of(ExampleSet examples) {
    return new FeatureShape(examples.height(), examples.width(), examples.channels());
  }

  /**
   * The architecture of a model for images of this shape.
   *
   * @param place what to name before the setting in a message
   * @throws Failure of the given kind if the layers do not fit
   */
  public static Architecture architecture(
      ModelSettings model, FeatureShape image, Failure.Kind kind, String place) {
    try {
      return new Architecture(model, image);
    } catch (ImpossibleShape e) {
      throw new Failure(kind, place + "model." + e.layer() + ": " + e.getMessage(), e);
    }
  }

  /**
   * @throws Failure BAD_DATA naming both shapes if they differ
   */
  static void require(String name, ExampleSet examples, Architecture architecture) {
    FeatureShape found = of(examples);
    FeatureShape expected = architecture.image();
    if (!found.equals(expected)) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          String.format(
              Locale.ROOT,
              "%s: expected images of %s, the size that the model was trained on, found %s",
              name,
              words(expected, found),
              words(found, expected)));
    }
  }

  /** Channels are said only where there is something to say. */
  private static String words(FeatureShape shape, FeatureShape other) {
    String size = shape.height() + " x " + shape.width();
    return shape.channels() == 1 && other.channels() == 1
        ? size
        : size + " x " + shape.channels() + " channel" + (shape.channels() == 1 ? "" : "s");
  }
}
