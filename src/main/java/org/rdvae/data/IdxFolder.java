package org.rdvae.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;

/**
 * A folder of two idx files named as MNIST names them, each plain or with {@code .gz} (the plain
 * one wins); with {@code idx4} in their names for colour. The last images of the training file
 * become the validation split; there is no other file to take them from, and the test images must
 * stay unseen.
 */
public final class IdxFolder {
  private static final String TRAINING_FILE = "train-images-idx3-ubyte";
  private static final String TEST_FILE = "t10k-images-idx3-ubyte";
  private static final int NAMES_SHOWN = 6;

  private IdxFolder() {}

  /** Whether a folder holds files by these names, whatever is in them. */
  public static boolean isAt(Path folder) {
    return candidates(TEST_FILE).stream().anyMatch(name -> Files.exists(folder.resolve(name)))
        || candidates(TRAINING_FILE).stream().anyMatch(name -> Files.exists(folder.resolve(name)));
  }

  /** Whether there is a single idx file, by its first bytes; false if it cannot be read. */
  public static boolean isFile(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && IdxReader.begins(start);
    } catch (IOException e) {
      return false;
    }
  }

  static List<String> candidates(String name) {
    String colored = name.replace("idx3", "idx4");
    return List.of(name, name + ".gz", colored, colored + ".gz");
  }

  static Splits load(DataSettings settings) {
    Path folder =
        settings.requiredPath(
            "a folder with " + TRAINING_FILE + " and " + TEST_FILE + " (idx4 for colour)");
    Path trainingFile = find(folder, TRAINING_FILE);
    Path testFile = find(folder, TEST_FILE);
    ImageSet training = read(trainingFile, Split.TRAIN, settings);
    ImageSet test = read(testFile, Split.TEST, settings);
    if (!SizeText.words(test).equals(SizeText.words(training))) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          String.format(
              Locale.ROOT,
              "%s: expected images of %s, as in %s, found %s",
              testFile,
              SizeText.words(training),
              trainingFile,
              SizeText.words(test)));
    }
    int kept = training.count() - settings.validation();
    if (kept < 1) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          String.format(
              Locale.ROOT,
              "data.validation: expected less than the %d images of %s, found %d",
              training.count(),
              trainingFile,
              settings.validation()));
    }
    return new Splits(
        KebabCase.of(settings.set().name()),
        settings.binarization(),
        training.slice(Split.TRAIN, 0, kept),
        training.slice(Split.VALIDATION, kept, settings.validation()),
        test);
  }

  private static ImageSet read(Path file, Split split, DataSettings settings) {
    ImageSet images = IdxReader.read(file, split);
    Bits.require(images, settings.binarization(), file.toString());
    return settings.labels() ? IdxLabels.require(images, file) : images;
  }

  private static Path find(Path folder, String name) {
    for (String candidate : candidates(name)) {
      if (Files.exists(folder.resolve(candidate))) {
        return folder.resolve(candidate);
      }
    }
    throw new Failure(
        Failure.Kind.BAD_CONFIG,
        "data.path: "
            + folder
            + ": expected a folder with "
            + String.join(", ", candidates(name).subList(0, 3))
            + " or "
            + candidates(name).get(3)
            + ", found "
            + description(folder));
  }

  private static String description(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Files.exists(folder) ? "a file" : "nothing there";
    }
    try (Stream<Path> entries = Files.list(folder)) {
      String names =
          entries
              .map(entry -> entry.getFileName().toString())
              .sorted()
              .limit(NAMES_SHOWN)
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? "an empty folder" : "none of them among: " + names;
    } catch (IOException e) {
      return "a folder that cannot be listed (" + e + ")";
    }
  }
}
