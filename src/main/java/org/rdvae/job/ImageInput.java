package org.rdvae.job;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.rdvae.base.Failure;
import org.rdvae.data.Binarization;
import org.rdvae.data.Binarizer;
import org.rdvae.data.DataLoader;
import org.rdvae.data.DataSettings;
import org.rdvae.data.ExampleSet;
import org.rdvae.data.NamedDocuments;
import org.rdvae.data.NamedImages;
import org.rdvae.data.OrderedBatches;
import org.rdvae.data.ReadingProgress;
import org.rdvae.data.Remedy;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.network.FeatureShape;

/**
 * Images, or for a model of texts documents, named on the command line: {@code mnist-binary:test}
 * (or {@code :train}, {@code :validation}), a picture, a folder of pictures or an idx file.
 * Pictures are brought to the size that the model was trained on, an idx file must have it; values
 * become bits, or not, as those of the model's own images did. For a model of the embedded digits,
 * inputs of 0 and 1 are bits and all others become bits as those digits once did, drawn from their
 * grey levels.
 *
 * @param names of the files that the images came from, where each has its own
 * @param notes what the user should know about the reading, a sentence each
 */
public record ImageInput(
    String name,
    ExampleSet images,
    OrderedBatches batches,
    List<String> names,
    List<String> notes) {
  private static final String EMBEDDED = "mnist-binary";

  /** Reads one input for a model. */
  public static ImageInput read(String word, SavedModel model) {
    return read(word, model, ReadingProgress.NONE);
  }

  /** The same; {@code progress} is told of every picture of a folder. */
  public static ImageInput read(String word, SavedModel model, ReadingProgress progress) {
    if (word.equals(EMBEDDED) || word.startsWith(EMBEDDED + ":")) {
      Splits data = DataLoader.embedded();
      return of(word, data.get(splitOf(word)), data.binarization(), model);
    }
    Path path = path(word);
    if (!Files.exists(path)) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          word
              + " does not exist; expected a picture, a folder of pictures, an idx file or"
              + " mnist-binary[:train|:validation|:test].");
    }
    DataSettings settings = model.job().data();
    if (model.vocabulary().isPresent()) {
      NamedDocuments texts = DataLoader.read(path, model.vocabulary().get(), progress);
      return of(word, texts.documents(), Binarization.NONE, texts.names(), texts.notes(), model);
    }
    refuseTables(word, model);
    FeatureShape shape = model.vae().architecture().image();
    NamedImages pictures =
        DataLoader.read(
            path, shape.height(), shape.width(), shape.channels(), asRead(settings), progress);
    return of(word, pictures, model);
  }

  /**
   * Reads one picture whose file is in memory, as {@link #read} reads one on a disk.
   *
   * @param name of the file, for messages
   * @throws Failure BAD_DATA if it is no picture that the model can take
   */
  public static ImageInput picture(byte[] file, String name, SavedModel model) {
    FeatureShape shape = model.vae().architecture().image();
    NamedImages picture =
        DataLoader.readPicture(
            file,
            name,
            shape.height(),
            shape.width(),
            shape.channels(),
            asRead(model.job().data()));
    return of(name, picture, model);
  }

  /**
   * Refuses a model that no picture can be given to.
   *
   * @param word what messages call the pictures
   * @throws Failure BAD_DATA if it is one of texts or tables, or conditioned on classes, which a
   *     picture's file does not tell
   */
  public static void requirePictures(String word, SavedModel model) {
    if (model.vocabulary().isPresent()) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          word + ": expected a model of images, found one of texts, " + model.path());
    }
    refuseTables(word, model);
    if (model.vae().architecture().classes() > 0) {
      ClassLabels.require(
          word, "images", OptionalInt.empty(), model.vae().architecture().classes());
    }
  }

  /** Inputs of a model of digits need not be bits, so the check for bits must not meet them. */
  private static DataSettings asRead(DataSettings settings) {
    return settings.withBinarization(
        isOfDigits(settings) ? Binarization.NONE : settings.effectiveBinarization());
  }

  private static boolean isOfDigits(DataSettings settings) {
    return settings.set() == DataSettings.Set.MNIST_BINARY;
  }

  private static ImageInput of(String word, NamedImages pictures, SavedModel model) {
    DataSettings settings = model.job().data();
    boolean drawn = isOfDigits(settings) && !pictures.images().holdsOnlyBits();
    return of(
        word,
        pictures.images(),
        drawn ? Binarization.DYNAMIC : settings.effectiveBinarization(),
        pictures.names(),
        pictures.notes(),
        model);
  }

  private static void refuseTables(String word, SavedModel model) {
    DataSettings settings = model.job().data();
    if (settings.set() == DataSettings.Set.GIVEN_ROWS) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          word
              + ": expected no input, because "
              + model.path()
              + " was trained on rows of numbers that a program handed over; such rows are given to"
              + " a ModelSession.");
    }
    if (settings.set() == DataSettings.Set.TABLE) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          word
              + ": expected no input, because "
              + model.path()
              + " was trained on rows of a table and inputs are images"
              + (settings.isStandardized()
                  ? "; rows of another file cannot be read for it either, since the means and"
                      + " deviations by which its columns were standardised are not in a checkpoint"
                      + " yet"
                  : "")
              + "; evaluate measures such a model.");
    }
  }

  /** The test images of the data that the model was trained on. */
  public static ImageInput ownTestImages(SavedModel model, ReadingProgress progress) {
    DataSettings settings = model.job().data();
    ModelData.requireOwnPath(model, settings, "name other images");
    Splits read = DataLoader.load(settings, progress, Remedy.FILES, model.vocabulary());
    Splits data = new ModelData(model, settings, read).splits();
    return of(data.name(), data.test(), data.binarization(), model);
  }

  private static Path path(String word) {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          word + " cannot be the name of a file here: " + e.getReason(),
          e);
    }
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
      String name, ExampleSet images, Binarization binarization, SavedModel model) {
    return of(name, images, binarization, List.of(), List.of(), model);
  }

  private static ImageInput of(
      String name,
      ExampleSet images,
      Binarization binarization,
      List<String> names,
      List<String> notes,
      SavedModel model) {
    ImageSizes.require(name, images, model.vae().architecture());
    ClassLabels.require(name, images, model.vae().architecture());
    return new ImageInput(
        name,
        images,
        new OrderedBatches(images, new Binarizer(binarization, model.job().seed())),
        names,
        notes);
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

  /** The classes of these images; empty if they have no labels. */
  public int[] classes(int first, int count) {
    return batches.classes(first, count);
  }
}
