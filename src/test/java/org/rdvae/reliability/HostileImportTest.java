package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Safetensors;
import org.rdvae.checkpoint.SafetensorsBytes;
import org.rdvae.config.ConfigReader;
import org.rdvae.data.DataLoader;
import org.rdvae.data.DataSettings;
import org.rdvae.job.SavedModel;

/**
 * Files that would have a class made, that name places outside, or that are much in little: all of
 * them are refused, the class is not even loaded, nothing is written, and memory stays within what
 * the file itself unpacks to.
 */
@Tag("reliability")
@Tag("hostile-import")
class HostileImportTest {
  private static final Property PROPERTY = new Property("hostile-import", 250, 1_000);

  /** What the largest of the files unpacks to, three times. */
  private static final Budget BUDGET = new Budget((64L << 20) + 3L * (201 << 16), 4);

  @TempDir Path folder;
  private Path work;
  private String graph;
  private byte[] checkpoint;
  private DataSettings settings;

  @BeforeEach
  void prepare() throws IOException {
    System.clearProperty(Planted.DONE);
    work = Files.createDirectory(folder.resolve("work"));
    graph = Files.readString(Path.of("configs/dl4j-encoder.json"));
    Path tiny = folder.resolve("tiny.safetensors");
    TinyCheckpoint.write(tiny);
    checkpoint = Files.readAllBytes(tiny);
    settings = ConfigReader.parse(config("dense: {units: 3}"), "job", work, List.of()).data();
  }

  private static String config(String layer) {
    return """
        data: {set: mnist-binary}
        model:
          latent: {size: 2}
          encoder: [%s]
          decoder: [dense: {units: 3}]
        """
        .formatted(layer);
  }

  @Test
  void isRefusedAndRunsNothing() {
    PROPERTY.check(this::run);
  }

  private void run(int number, Random random) throws IOException {
    Path file = work.resolve("file");
    switch (number % 5) {
      case 0 -> {
        Files.writeString(file, HostileFiles.graph(graph, Planted.NAME, random));
        BUDGET.hold(() -> refused(this::readGraph, Failure.Kind.BAD_CONFIG));
      }
      case 1 -> {
        Files.write(file, HostileFiles.zip(graph, serialized(), random));
        BUDGET.hold(() -> refused(this::readGraph, Failure.Kind.BAD_CONFIG));
        BUDGET.hold(() -> refused(() -> SavedModel.load(file), Failure.Kind.BAD_DATA));
        BUDGET.hold(() -> refused(this::readImages, Failure.Kind.BAD_DATA));
      }
      case 2 -> {
        Files.write(file, plantedCheckpoint(random));
        BUDGET.hold(() -> refused(() -> SavedModel.load(file), Failure.Kind.BAD_DATA));
      }
      case 3 -> {
        Files.write(file, renamedCheckpoint(random));
        BUDGET.hold(() -> refused(() -> SavedModel.load(file), Failure.Kind.BAD_DATA));
      }
      default -> {
        Files.write(file, HostileFiles.idx(random));
        BUDGET.hold(this::readOrRefuseImages);
      }
    }
    assertThat(System.getProperty(Planted.DONE)).as("the planted class").isNull();
    requireNothingElse();
  }

  private void readGraph() {
    ConfigReader.parse(config("dl4j-graph: {file: file}"), "job", work, List.of());
  }

  private void readImages() {
    DataLoader.read(work.resolve("file"), 8, 8, 1, settings);
  }

  /** Some headers promise what there is. */
  private void readOrRefuseImages() {
    try {
      readImages();
    } catch (Failure e) {
      assertThat(e.kind()).isIn(Failure.Kind.BAD_DATA, Failure.Kind.OUT_OF_MEMORY);
    }
  }

  private static void refused(Runnable read, Failure.Kind kind) {
    assertThatThrownBy(read::run)
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }

  /** What Java's serialisation would make the class of, written without loading it. */
  private static byte[] serialized() {
    byte[] name = Planted.NAME.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(name.length + 21)
        .putInt(0xACED0005)
        .put((byte) 0x73)
        .put((byte) 0x72)
        .putShort((short) name.length)
        .put(name)
        .putLong(1)
        .put((byte) 2)
        .putShort((short) 0)
        .put((byte) 0x78)
        .put((byte) 0x70)
        .array();
  }

  /** The config inside names the class. */
  private byte[] plantedCheckpoint(Random random) {
    String plugin = "{plugin: {class-name: " + Planted.NAME + "}}";
    String planted =
        switch (random.nextInt(3)) {
          case 0 -> "likelihood: " + plugin;
          case 1 -> "prior: " + plugin;
          default ->
              "encoder: [dl4j-graph: {json: '"
                  + HostileFiles.graph(graph, Planted.NAME, random).replaceAll("\\s+", "")
                  + "'}]";
        };
    SafetensorsBytes parts = SafetensorsBytes.of(checkpoint);
    String config =
        "model: {latent: {size: 2}, encoder: [dense: {units: 3}], decoder: [dense: {units: 3}], "
            + planted
            + "}";
    if (planted.startsWith("encoder")) {
      config = config.replace("encoder: [dense: {units: 3}], ", "");
    }
    String quoted = config.replace("\\", "\\\\").replace("\"", "\\\"");
    String header = parts.text();
    int from = header.indexOf("\"config\":\"") + "\"config\":\"".length();
    int to = header.indexOf("\"}", from);
    return parts.withHeader(header.substring(0, from) + quoted + header.substring(to)).resealed();
  }

  /** A tensor is called like a file, or like another tensor. */
  private byte[] renamedCheckpoint(Random random) {
    SafetensorsBytes parts = SafetensorsBytes.of(checkpoint);
    String name = random.nextInt(4) == 0 ? "decoder.0.bias" : HostileFiles.outside(random);
    return parts
        .withHeader(parts.text().replace("\"decoder.0.weight\"", "\"" + name + "\""))
        .resealed();
  }

  private void requireNothingElse() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("file", "tiny.safetensors");
    }
    assertThat(Path.of("/rdvae-evil")).doesNotExist();
  }

  /** Names are text and nothing else: such a file is read, and leads nowhere. */
  @Test
  void aNameLikeAPathIsAName() throws IOException {
    Path file = Files.write(work.resolve("file"), renamedCheckpoint(new Random(2)));
    assertThat(Safetensors.read(file).tensors().keySet()).anyMatch(name -> name.contains("evil"));
    requireNothingElse();
  }
}
