package org.rdvae.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.data.Binarizer;
import org.rdvae.data.DataLoader;
import org.rdvae.data.DataSettings;
import org.rdvae.data.ImageSet;
import org.rdvae.data.OrderedBatches;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.model.Architecture;

/**
 * Images named on the command line: {@code mnist-binary:test} (or {@code :train}, {@code
 * :validation}), or an idx file. They must have the size that the model was trained on, and become
 * bits as the model's own images did.
 */
public record ImageInput(String name, ImageSet images, OrderedBatches batches) {
  private static final String EMBEDDED = "mnist-binary";

  /** Reads one input for a model. */
  public static ImageInput read(String word, SavedModel model) {
    if (word.equals(EMBEDDED) || word.startsWith(EMBEDDED + ":")) {
      Splits data =
          DataLoader.load(
              new DataSettings(
                  DataSettings.Set.MNIST_BINARY,
                  Optional.empty(),
                  DataSettings.Binarization.NONE,
                  1,
                  0));
      return of(word, data.get(splitOf(word)), data.binarization(), model);
    }
    Path file = Path.of(word);
    if (!Files.exists(file)) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          word
              + " does not exist; expected an idx file or mnist-binary[:train|:validation|:test].");
    }
    DataSettings.Binarization binarization = model.job().data().binarization();
    return of(word, DataLoader.read(file, binarization), binarization, model);
  }

  /** The test images of the data that the model was trained on. */
  public static ImageInput ownTestImages(SavedModel model) {
    Splits data = DataLoader.load(model.job().data());
    return of(data.name(), data.test(), data.binarization(), model);
  }

  private static Split splitOf(String word) {
    String split = word.equals(EMBEDDED) ? "test" : word.substring(EMBEDDED.length() + 1);
    return switch (split.toLowerCase(Locale.ROOT)) {
      case "train" -> Split.TRAIN;
      case "validation" -> Split.VALIDATION;
      case "test" -> Split.TEST;
      default ->
          throw new Failure(
              Failure.Kind.USAGE,
              word + ": expected train, validation or test after the colon, found " + split);
    };
  }

  private static ImageInput of(
      String name, ImageSet images, DataSettings.Binarization binarization, SavedModel model) {
    Architecture architecture = model.vae().architecture();
    ImageSizes.require(name, images.height(), images.width(), architecture);
    return new ImageInput(
        name, images, new OrderedBatches(images, new Binarizer(binarization, model.job().seed())));
  }

  /** Rows of pixels, 0 to 1, of {@code count} images from {@code first} on. */
  public float[] rows(int first, int count) {
    float[] rows = new float[count * images.pixelsPerImage()];
    batches.fillInOrder(first, count, rows);
    return rows;
  }
}
