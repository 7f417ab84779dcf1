package org.rdvae.data;

import java.nio.file.Path;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.base.Setting;

/** Which examples a job reads, and in which form the model sees them. */
public record DataSettings(
    @Setting(
            value =
                "What is read: mnist-binary (embedded, 50000/10000/10000 binarised digits), idx"
                    + " (idx files in the folder path), images (pictures in the folder path), table"
                    + " (the CSV file path), text (the files in the folder path as counts of their"
                    + " words), shapes (generated), plugin (images that a class of your own"
                    + " gives, with the option --plugin), given-images or given-rows (what a Java"
                    + " program hands over, see ModelTraining).",
            initial = "mnist-binary")
        Set set,
    @Setting(
            "For idx a folder with train-images-idx3-ubyte and t10k-images-idx3-ubyte (each plain"
                + " or .gz; idx4 for colour), for images a folder of pictures, for table a CSV"
                + " file, for text a folder of text files; otherwise nothing.")
        Optional<Path> path,
    @Setting(
            value =
                "What becomes of 8-bit values: dynamic (1 with probability value/255, drawn anew"
                    + " each epoch; validation and test drawn once), threshold (1 from 128 upward),"
                    + " bits (the file holds 0 and 1 only) or none (value/255).",
            initial = "dynamic")
        Binarization binarization,
    @Setting(
            value =
                "How many images from the end of the training file are set aside for validation,"
                    + " for set idx only.",
            initial = "10000",
            min = 1)
        int validation,
    @Setting(
            value =
                "Use only the first N examples of each split, for trying things out; 0 uses all. The"
                    + " embedded test digits are sorted by class.",
            initial = "0",
            min = 0)
        int limit,
    @Setting("How pictures are read, for set images.") ImageSettings images,
    @Setting(
            "How sets without a test file of their own are divided: images, table, text and"
                + " shapes.")
        SplitSettings split,
    @Setting("How a CSV file is read, for set table.") TableSettings table,
    @Setting("Which words are counted, for set text.") TextSettings text,
    @Setting("What is generated, for set shapes.") ShapeSettings shapes,
    @Setting(
            value =
                "Whether the class of every image is read too, for set idx only, from label files"
                    + " beside the images (train-labels-idx1-ubyte, t10k-labels-idx1-ubyte, each"
                    + " plain or .gz), as a model with model.classes needs it.",
            initial = "false")
        boolean labels,
    @Setting("Where images come from, for set plugin.") ImagePluginSettings plugin,
    @Setting("How training images are varied.") AugmentationSettings augmentation) {

  /** The same settings with the files elsewhere. */
  public DataSettings withPath(Optional<Path> newPath) {
    return withSource(set, newPath);
  }

  /** The same settings for another set. */
  public DataSettings withSource(Set newSet, Optional<Path> newPath) {
    return with(newSet, newPath, binarization, validation, limit, images);
  }

  /** The same settings with so many images set aside from an idx file. */
  public DataSettings withValidation(int newValidation) {
    return with(set, path, binarization, newValidation, limit, images);
  }

  /** The same settings for so many examples of each split; 0 for all. */
  public DataSettings withLimit(int newLimit) {
    return with(set, path, binarization, validation, newLimit, images);
  }

  /** The same settings with the labels that lie beside idx files. */
  public DataSettings withLabels() {
    return new DataSettings(
        set,
        path,
        binarization,
        validation,
        limit,
        images,
        split,
        table,
        text,
        shapes,
        true,
        plugin,
        augmentation);
  }

  /** The same settings with other bits made of 8-bit values. */
  public DataSettings withBinarization(Binarization newBinarization) {
    return with(set, path, newBinarization, validation, limit, images);
  }

  /**
   * What becomes of the values. Only sets of 8-bit values follow {@link #binarization}; the
   * embedded digits and tables of bits are bits, and real numbers stay as they are.
   */
  public Binarization effectiveBinarization() {
    return switch (set) {
      case MNIST_BINARY -> Binarization.BITS;
      case TABLE ->
          table.firstType() == TableSettings.ColumnType.BIT ? Binarization.BITS : Binarization.NONE;
      case TEXT, GIVEN_ROWS -> Binarization.NONE;
      case IDX, IMAGES, SHAPES, PLUGIN, GIVEN_IMAGES -> binarization;
    };
  }

  /** What the model sees. */
  public ValueKind valueKind() {
    if (effectiveBinarization() != Binarization.NONE) {
      return ValueKind.BITS;
    }
    return switch (set) {
      case TABLE, GIVEN_ROWS -> ValueKind.NUMBERS;
      case TEXT -> ValueKind.COUNTS;
      case MNIST_BINARY, IDX, IMAGES, SHAPES, PLUGIN, GIVEN_IMAGES -> ValueKind.LEVELS;
    };
  }

  /** Whether values are the standardised numbers of a table, which have no bounds. */
  public boolean isStandardized() {
    return valueKind() == ValueKind.NUMBERS;
  }

  /** The same settings with pictures brought to another size. */
  public DataSettings withImageSize(int height, int width, int channels) {
    ImageSettings.Color color =
        channels == 1 ? ImageSettings.Color.GREY : ImageSettings.Color.COLOR;
    ImageSettings sized =
        new ImageSettings(height, width, color, images.fit(), images.onBadImage());
    return with(set, path, binarization, validation, limit, sized);
  }

  /** The same settings apart from those that this program itself changes. */
  private DataSettings with(
      Set newSet,
      Optional<Path> newPath,
      Binarization newBinarization,
      int newValidation,
      int newLimit,
      ImageSettings newImages) {
    return new DataSettings(
        newSet,
        newPath,
        newBinarization,
        newValidation,
        newLimit,
        newImages,
        split,
        table,
        text,
        shapes,
        labels,
        plugin,
        augmentation);
  }

  /** The path, which this set needs; {@code what} says what is expected there. */
  Path requiredPath(String what) {
    return path.orElseThrow(
        () ->
            new Failure(
                Failure.Kind.BAD_CONFIG,
                "data.path: expected "
                    + what
                    + ", because data.set is "
                    + KebabCase.of(set.name())
                    + ", found nothing"));
  }

  /** Where examples come from. */
  public enum Set {
    MNIST_BINARY,
    IDX,
    IMAGES,
    TABLE,
    TEXT,
    SHAPES,
    PLUGIN,
    GIVEN_IMAGES,
    GIVEN_ROWS
  }
}
