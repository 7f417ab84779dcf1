package org.rdvae.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.base.PluginNumber;
import org.rdvae.base.Setting;

/** Which examples a job reads, and in which form the model sees them. */
public record DataSettings(
    @Setting(
            value =
                "What is read: mnist-binary (embedded, 50000/10000/10000 binarised digits), idx"
                    + " (idx files in the folder path), images (pictures in the folder path), table"
                    + " (the CSV file path), text (the files in the folder path as counts of their"
                    + " words), shapes (generated) or plugin (images that a class of your own"
                    + " gives, with the option --plugin).",
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
                "Use only the first N examples of each split, for trying things out; 0 uses all.",
            initial = "0",
            min = 0)
        int limit,
    @Setting("How pictures are read, for set images.") Images images,
    @Setting(
            "How sets without a test file of their own are divided: images, table, text and"
                + " shapes.")
        Parts split,
    @Setting("How a CSV file is read, for set table.") Table table,
    @Setting("Which words are counted, for set text.") Text text,
    @Setting("What is generated, for set shapes.") Shapes shapes,
    @Setting(
            value =
                "Whether the class of every image is read too, for set idx only, from label files"
                    + " beside the images (train-labels-idx1-ubyte, t10k-labels-idx1-ubyte, each"
                    + " plain or .gz), as a model with model.classes needs it.",
            initial = "false")
        boolean labels,
    @Setting("Where images come from, for set plugin.") Plugin plugin) {

  /** Without labels and without a class of images. */
  public DataSettings(
      Set set,
      Optional<Path> path,
      Binarization binarization,
      int validation,
      int limit,
      Images images,
      Parts split,
      Table table,
      Text text,
      Shapes shapes) {
    this(
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
        false,
        Plugin.NONE);
  }

  /** The same settings with the files elsewhere. */
  public DataSettings withPath(Optional<Path> newPath) {
    return withSource(set, newPath);
  }

  /** The same settings for another set. */
  public DataSettings withSource(Set newSet, Optional<Path> newPath) {
    return new DataSettings(
        newSet,
        newPath,
        binarization,
        validation,
        limit,
        images,
        split,
        table,
        text,
        shapes,
        labels,
        plugin);
  }

  /** The same settings with so many images set aside from an idx file. */
  public DataSettings withValidation(int newValidation) {
    return new DataSettings(
        set,
        path,
        binarization,
        newValidation,
        limit,
        images,
        split,
        table,
        text,
        shapes,
        labels,
        plugin);
  }

  /** The same settings with other bits made of 8-bit values. */
  public DataSettings withBinarization(Binarization newBinarization) {
    return new DataSettings(
        set,
        path,
        newBinarization,
        validation,
        limit,
        images,
        split,
        table,
        text,
        shapes,
        labels,
        plugin);
  }

  /**
   * What becomes of the values. Only sets of 8-bit values follow {@link #binarization}; the
   * embedded digits and tables of bits are bits, and real numbers stay as they are.
   */
  public Binarization effectiveBinarization() {
    return switch (set) {
      case MNIST_BINARY -> Binarization.BITS;
      case TABLE -> table.firstType() == ColumnType.BIT ? Binarization.BITS : Binarization.NONE;
      case TEXT -> Binarization.NONE;
      case IDX, IMAGES, SHAPES, PLUGIN -> binarization;
    };
  }

  /** What the model sees. */
  public ValueKind valueKind() {
    if (effectiveBinarization() != Binarization.NONE) {
      return ValueKind.BITS;
    }
    return switch (set) {
      case TABLE -> ValueKind.NUMBERS;
      case TEXT -> ValueKind.COUNTS;
      case MNIST_BINARY, IDX, IMAGES, SHAPES, PLUGIN -> ValueKind.LEVELS;
    };
  }

  /** Whether values are the standardised numbers of a table, which have no bounds. */
  public boolean isStandardized() {
    return valueKind() == ValueKind.NUMBERS;
  }

  /** The same settings with pictures brought to another size. */
  public DataSettings withImageSize(int height, int width, int channels) {
    Color color = channels == 1 ? Color.GREY : Color.COLOR;
    Images sized = new Images(height, width, color, images.fit(), images.onBadImage());
    return new DataSettings(
        set,
        path,
        binarization,
        validation,
        limit,
        sized,
        split,
        table,
        text,
        shapes,
        labels,
        plugin);
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
    PLUGIN
  }

  /** What becomes of 8-bit values. */
  public enum Binarization {
    DYNAMIC,
    THRESHOLD,
    BITS,
    NONE
  }

  /** Pictures of any size, brought to one. */
  public record Images(
      @Setting(
              value = "Height in pixels to which every picture is brought.",
              initial = "64",
              min = 1,
              max = 16384)
          int height,
      @Setting(
              value = "Width in pixels to which every picture is brought.",
              initial = "64",
              min = 1,
              max = 16384)
          int width,
      @Setting(
              value =
                  "Whether pictures become grey (one value a pixel) or color (red, green, blue).",
              initial = "color")
          Color color,
      @Setting(
              value =
                  "How a picture of another size is brought to this one: crop (scaled until it"
                      + " covers, then cut around its middle), pad (scaled until it fits, then"
                      + " black around it) or resize (stretched).",
              initial = "crop")
          Fit fit,
      @Setting(
              value = "What a picture that cannot be read does: error (ends the job) or skip.",
              initial = "error")
          OnBadImage onBadImage) {

    /** Values of a pixel: 1 or 3. */
    public int channels() {
      return color == Color.GREY ? 1 : 3;
    }
  }

  /** What a pixel consists of. */
  public enum Color {
    GREY,
    COLOR
  }

  /** How a picture is brought to a given size. */
  public enum Fit {
    CROP,
    RESIZE,
    PAD
  }

  /** What a picture that cannot be read does. */
  public enum OnBadImage {
    ERROR,
    SKIP
  }

  /** Shares of the examples; {@link HashSplit} says which example goes where. */
  public record Parts(
      @Setting(
              value = "Share of the examples set aside for validation.",
              initial = "0.1",
              min = 0,
              above = true,
              max = 0.9)
          double validation,
      @Setting(
              value = "Share of the examples set aside for the final test.",
              initial = "0.1",
              min = 0,
              above = true,
              max = 0.9)
          double test) {}

  /** Columns of a CSV file. */
  public record Table(
      @Setting(
              value =
                  "The columns to read, in this order, each as {name: height, type: real} or type:"
                      + " bit; an empty list reads all.",
              initial = "[]")
          List<Column> columns,
      @Setting(
              value =
                  "The type of all columns where columns is empty: real (standardised by mean and"
                      + " standard deviation of the training rows) or bit (0 or 1).",
              initial = "real")
          ColumnType type) {

    /** The type of the first column, and so of all that are allowed beside it. */
    ColumnType firstType() {
      return columns.isEmpty() ? type : columns.get(0).type();
    }
  }

  /** One column of a CSV file. */
  public record Column(
      @Setting("Its name in the file's header.") String name,
      @Setting(
              value =
                  "What it holds: real (standardised by mean and standard deviation of the training"
                      + " rows) or bit (0 or 1); one type for all columns.",
              initial = "real")
          ColumnType type) {}

  /** What a column holds. */
  public enum ColumnType {
    REAL,
    BIT
  }

  /** Which words make the vocabulary; {@link Vocabulary} says how they are found. */
  public record Text(
      @Setting(
              value = "How many words at most: the most frequent ones that the other two allow.",
              initial = "2000",
              min = 2,
              max = 100_000)
          int vocabulary,
      @Setting(
              value = "A word that fewer training documents have is left out.",
              initial = "5",
              min = 1)
          int minDocuments,
      @Setting(
              value =
                  "A word that a larger share of the training documents has is left out, as the"
                      + " words are that every text is made of.",
              initial = "0.5",
              min = 0,
              above = true,
              max = 1)
          double maxDocumentShare) {}

  /** A class that is no part of rdvae, an {@link ImagePlugin}. */
  public record Plugin(
      @Setting(
              "Full name of a class on the class path that implements ImagePlugin; for every other"
                  + " set nothing.")
          Optional<String> className,
      @Setting(
              value =
                  "Numbers for the class, each as {name: count, value: 1000}; what is not given has"
                      + " the class's own default.",
              initial = "[]")
          List<PluginNumber> settings) {
    static final Plugin NONE = new Plugin(Optional.empty(), List.of());

    public Plugin {
      settings = List.copyOf(settings);
    }
  }

  /** Generated images; {@link ShapeImages} says what is in them. */
  public record Shapes(
      @Setting(
              value = "How many images, of all three splits together.",
              initial = "20000",
              min = 1,
              max = 100_000_000)
          int count,
      @Setting(
              value = "Height and width of an image in pixels.",
              initial = "32",
              min = 8,
              max = 1024)
          int size,
      @Setting(
              value =
                  "Start of the random numbers that choose what is shown; not the job's seed, so"
                      + " that runs with several seeds share their images.",
              initial = "1",
              min = 0)
          long seed) {}
}
