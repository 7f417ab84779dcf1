package org.rdvae.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;

/** Reads the examples that settings or a command name. */
public final class DataLoader {
  private DataLoader() {}

  /** Reads what a user's own config names. */
  public static Splits load(DataSettings settings) {
    return load(settings, ReadingProgress.NONE, Remedy.SETTINGS);
  }

  /** Reads what settings name, texts with a vocabulary of their own. */
  public static Splits load(DataSettings settings, ReadingProgress progress, Remedy remedy) {
    return load(settings, progress, remedy, Optional.empty());
  }

  /**
   * Reads what settings name.
   *
   * @param progress told of every file of a folder, which can take long; other sets are read at
   *     once
   * @param remedy what to advise where pictures cannot be read
   * @param vocabulary of the model that is to take texts; one is made of them if there is none
   */
  public static Splits load(
      DataSettings settings,
      ReadingProgress progress,
      Remedy remedy,
      Optional<Vocabulary> vocabulary) {
    Splits splits =
        switch (settings.set()) {
          case MNIST_BINARY -> {
            refusePath(settings, "embedded");
            yield embedded();
          }
          case IDX -> IdxFolder.load(settings);
          case IMAGES -> {
            refuseBits(settings);
            yield ImageFolder.load(settings, progress, remedy);
          }
          case TABLE -> TableFile.load(settings);
          case TEXT -> TextFolder.load(settings, vocabulary, progress);
          case SHAPES -> {
            refusePath(settings, "generated");
            refuseBits(settings);
            yield new ShapeImages(settings.shapes()).splits(settings);
          }
          case PLUGIN -> PluginImages.load(settings);
          case GIVEN_IMAGES, GIVEN_ROWS ->
              throw new Failure(
                  Failure.Kind.BAD_CONFIG,
                  "data.set: expected a set that can be read, because no program has handed"
                      + " examples over, found "
                      + KebabCase.of(settings.set().name())
                      + "; train with ModelTraining, or give a command other data (--data)");
        };
    return splits.first(settings.limit());
  }

  /** The embedded digits, all of them. */
  public static Splits embedded() {
    return MnistBinary.load();
  }

  /**
   * Reads images named on a command line: an idx file (plain or gzip), a picture, or a folder of
   * pictures. Pictures are brought to the given size as {@code settings.images()} says, an idx file
   * is taken as it is, if asked for with the labels of a file beside it. With {@code binarization:
   * bits} every value must be 0 or 1.
   */
  public static NamedImages read(
      Path input, int height, int width, int channels, DataSettings settings) {
    return read(input, height, width, channels, settings, ReadingProgress.NONE);
  }

  /** The same; {@code progress} is told of every picture of a folder. */
  public static NamedImages read(
      Path input,
      int height,
      int width,
      int channels,
      DataSettings settings,
      ReadingProgress progress) {
    if (!Files.exists(input)) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          input + ": expected an idx file, a picture or a folder of pictures, found nothing there");
    }
    NamedImages pictures =
        isIdx(input)
            ? new NamedImages(idx(input, settings), List.of(), List.of())
            : ImageFolder.readNamed(input, height, width, channels, settings.images(), progress);
    Bits.require(pictures.images(), settings.binarization(), input.toString());
    return pictures;
  }

  /**
   * Reads a picture whose file is in memory, as one that is named on a command line is read.
   *
   * @param name of the file, for messages
   * @throws Failure BAD_DATA if it is no picture, damaged or too large
   */
  public static NamedImages readPicture(
      byte[] file, String name, int height, int width, int channels, DataSettings settings) {
    NamedImages picture =
        ImageFolder.readNamed(file, name, height, width, channels, settings.images());
    Bits.require(picture.images(), settings.binarization(), name);
    return picture;
  }

  private static ImageSet idx(Path input, DataSettings settings) {
    ImageSet images = IdxReader.read(input, Split.INPUT);
    return settings.labels() ? IdxLabels.addTo(images, input) : images;
  }

  /** Reads a text file, or a folder of them, for a model with this vocabulary. */
  public static NamedDocuments read(Path input, Vocabulary vocabulary, ReadingProgress progress) {
    return TextFolder.readNamed(input, vocabulary, progress);
  }

  /** Told by the first bytes, zeros or gzip, with which no picture begins. */
  private static boolean isIdx(Path input) {
    if (Files.isDirectory(input)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(input)) {
      byte[] start = in.readNBytes(2);
      return start.length < 2 || IdxReader.begins(start);
    } catch (IOException e) {
      return true; // whose reader says what is wrong with the file
    }
  }

  // Otherwise a forgotten "set: idx" would train on the wrong images without a word.
  private static void refusePath(DataSettings settings, String origin) {
    if (settings.path().isPresent()) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "data.path: expected nothing, because data.set is "
              + KebabCase.of(settings.set().name())
              + " ("
              + origin
              + "), found "
              + settings.path().get()
              + "; for files under this path write data.set: idx, images, table or text");
    }
  }

  private static void refuseBits(DataSettings settings) {
    if (settings.binarization() == Binarization.BITS) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "data.binarization: expected dynamic, threshold or none, because the values of data.set "
              + KebabCase.of(settings.set().name())
              + " run from 0 to 255, found bits");
    }
  }
}
