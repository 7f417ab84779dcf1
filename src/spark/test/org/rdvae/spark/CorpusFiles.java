package org.rdvae.spark;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.rdvae.cli.CommandResult;
import org.rdvae.cli.RdvaeProcess;
import org.rdvae.job.TinyPhotos;

/** Pictures, models and commands of the tests of corpus jobs. */
final class CorpusFiles {
  static final String MASTER = "local[2]";

  private static final String CONFIG =
      """
      seed: 2
      data: {set: images, path: pictures, binarization: none, images: {height: 8, width: 8}}
      model:
        latent: {size: 3}
        encoder: [{dense: {units: 8, activation: silu}}]
        decoder: [{dense: {units: 8, activation: silu}}]
        likelihood: discretized-logistic
      training: {epochs: 1, batch: 8}
      evaluation: {importance-samples: 4}
      """;

  private CorpusFiles() {}

  /** A small model of colour pictures such as those of {@link #paint}, trained once. */
  static Path model() {
    return Models.MODEL;
  }

  /** A small codec, trained once. */
  static Path codec() {
    return Models.CODEC;
  }

  /** Made when first asked for, for all tests of this process. */
  private static final class Models {
    private static final Path FOLDER = temporaryFolder();
    private static final Path MODEL = trainModel(FOLDER.resolve("model"));
    private static final Path CODEC =
        train(FOLDER.resolve("codec"), TinyPhotos.write(FOLDER.resolve("codec")));

    private static Path temporaryFolder() {
      try {
        Path folder = Files.createTempDirectory("corpus-models");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteAll(folder)));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void deleteAll(Path folder) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Path trainModel(Path folder) {
      paintAll(folder.resolve("pictures"), 60);
      return train(folder, write(folder.resolve("model.yaml"), CONFIG));
    }

    private static Path train(Path folder, Path config) {
      CommandResult.done("train", config, "--run-dir", folder.resolve("run"), "--threads", 1);
      return folder.resolve("run/checkpoints/last.safetensors");
    }
  }

  /** Pictures in sub-folders, named by their numbers, each of its own colours. */
  static Path paintAll(Path folder, int count) {
    for (int n = 0; n < count; n++) {
      paint(folder.resolve(nameOf(n)), n);
    }
    return folder;
  }

  static String nameOf(int n) {
    return String.format(Locale.ROOT, "d%d/p%05d.png", n % 3, n);
  }

  /** A stripe on a ground; the size varies too. */
  static void paint(Path png, int n) {
    BufferedImage image = new BufferedImage(8 + n % 3, 8 + n % 2, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        boolean stripe = (x + y + n) % 4 == 0;
        image.setRGB(x, y, stripe ? 0xC06020 + 31 * n : 0x203060 + 7 * n);
      }
    }
    try {
      Files.createDirectories(png.getParent());
      ImageIO.write(image, "png", png.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only the first bytes of a picture. */
  static void truncate(Path png) {
    paint(png, 1);
    try {
      Files.write(png, Arrays.copyOf(Files.readAllBytes(png), 50));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a corpus command in this process. */
  static CommandResult run(Object... words) {
    String[] arguments =
        Stream.concat(Arrays.stream(words).map(Object::toString), Stream.of("--master", MASTER))
            .toArray(String[]::new);
    return CommandResult.capture(() -> Corpus.run(arguments));
  }

  /** The same with one that must do what it is asked. */
  static CommandResult done(Object... words) {
    CommandResult result = run(words);
    if (result.code() != 0) {
      throw new AssertionError(result.err());
    }
    return result;
  }

  /**
   * Starts a corpus command in a process of its own.
   *
   * @param settings of Spark
   */
  static RdvaeProcess start(
      Path folder, Map<String, String> settings, String master, Object... words) {
    List<Object> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--master", master));
    return SparkProcess.start(folder, settings, Corpus.class, all.toArray());
  }

  /** All rows of the tables of a job, part by part. */
  static List<Group> rows(Path tables) {
    List<Group> rows = new ArrayList<>();
    try (Stream<Path> parts = Files.list(tables)) {
      for (Path part : parts.filter(CorpusFiles::isVisible).sorted().toList()) {
        try (ParquetReader<Group> reader =
            ParquetReader.builder(
                    new GroupReadSupport(), new org.apache.hadoop.fs.Path(part.toUri()))
                .withConf(new Configuration(false))
                .build()) {
          for (Group row = reader.read(); row != null; row = reader.read()) {
            rows.add(row);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static boolean isVisible(Path path) {
    return !path.getFileName().toString().startsWith(".");
  }

  /** A row's path below a folder, as a name of Java's. */
  static String nameIn(Path folder, Group row) {
    String path = row.getString("path", 0);
    return path.substring(("file:" + folder.toAbsolutePath() + File.separator).length());
  }

  /** The names of what lies below a folder, files only. */
  static List<String> filesIn(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
