package org.rdvae.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.data.Binarizer;
import org.rdvae.data.DataLoader;
import org.rdvae.data.DataSettings;
import org.rdvae.data.ExampleSet;
import org.rdvae.data.ImageFolder;
import org.rdvae.data.OrderedBatches;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.network.FeatureShape;

/**
 * Images named on the command line: {@code mnist-binary:test} (or {@code :train}, {@code
 * :validation}), a picture, a folder of pictures or an idx file. Pictures are brought to the size
 * that the model was trained on, an idx file must have it; values become bits, or not, as those of
 * the model's own images did.
 */
public record ImageInput(
    String name, ExampleSet images, OrderedBatches batches, List<String> names) {
  private static final String EMBEDDED = "mnist-binary";

  /** Reads one input for a model. */
  public static ImageInput read(String word, SavedModel model) {
    if (word.equals(EMBEDDED) || word.startsWith(EMBEDDED + ":")) {
      Splits data = DataLoader.embedded();
      return of(word, data.get(splitOf(word)), data.binarization(), List.of(), model);
    }
    Path path = Path.of(word);
    if (!Files.exists(path)) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          word
              + " does not exist; expected a picture, a folder of pictures, an idx file or mnist-binary[:train|:validation|:test].");
    }
    DataSettings settings = model.job().data();
    FeatureShape shape = model.vae().architecture().image();
    ImageFolder.Pictures pictures =
        DataLoader.read(path, shape.height(), shape.width(), shape.channels(), settings);
    pictures.notes().forEach(System.err::println);
    return of(word, pictures.images(), settings.binarization(), pictures.names(), model);
  }

  /** The test images of the data that the model was trained on. */
  public static ImageInput ownTestImages(SavedModel model) {
    Splits data = DataLoader.load(model.job().data());
    return of(data.name(), data.test(), data.binarization(), List.of(), model);
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
      String name,
      ExampleSet images,
      DataSettings.Binarization binarization,
      List<String> names,
      SavedModel model) {
    ImageSizes.require(name, images, model.vae().architecture());
    return new ImageInput(
        name,
        images,
        new OrderedBatches(images, new Binarizer(binarization, model.job().seed())),
        names);
  }

  /** The file that an image came from, where each has its own; otherwise the input's name. */
  public String nameOf(int image) {
    return names.isEmpty() ? name : names.get(image);
  }

  /** Rows of pixels, 0 to 1, of {@code count} images from {@code first} on. */
  public float[] rows(int first, int count) {
    float[] rows = new float[count * images.valuesPerExample()];
    batches.fillInOrder(first, count, rows);
    return rows;
  }
}
