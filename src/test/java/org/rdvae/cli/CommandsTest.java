package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Safetensors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One small training on the embedded digits, and every command that uses what it made. */
class CommandsTest {
  private static final int SIDE = 28;

  /** Pixels of a digit in a grid: twice its size and a line of two between. */
  private static final int CELL = 2 * SIDE + 2;

  private static final int EPOCHS = 3;
  private static final int LATENTS = 4;

  @TempDir static Path folder;
  private static Path config;
  private static Path run;
  private static Path best;
  private static CommandResult training;

  @BeforeAll
  static void train() throws IOException {
    config =
        Files.writeString(
            folder.resolve("digits.yaml"),
            """
            data: {limit: 300, validation: 60}
            model:
              latent: {size: 4}
              encoder: [dense: {units: 32}]
              decoder: [dense: {units: 32}]
            training: {epochs: 3, batch: 20, log-every: 5, optimizer: {adam: {learning-rate: 3e-3}}}
            evaluation: {importance-samples: 20}
            run: {picture-every: 2}
            """);
    run = folder.resolve("run");
    training = done("train", config, "--run-dir", run);
    best = TinyJob.best(run);
  }

  @Test
  void trainingFillsItsRunFolder() throws IOException {
    assertThat(FolderListing.of(run))
        .containsOnlyKeys(
            "",
            "checkpoints",
            "checkpoints/best.safetensors",
            "checkpoints/last.safetensors",
            "config.yaml",
            "evaluation.json",
            "metrics.jsonl",
            "provenance.json",
            "run.lock",
            "samples",
            "samples/reconstructions-epoch-00002.png",
            "samples/reconstructions-epoch-00003.png",
            "samples/samples-epoch-00002.png",
            "samples/samples-epoch-00003.png",
            "timing.jsonl");
    assertThat(run.resolve("config.yaml")).hasContent(done("config", "show", config).out());
    assertThat(done("config", "check", run.resolve("config.yaml")).err()).isEmpty();
    JsonNode provenance = JsonMapper.shared().readTree(run.resolve("provenance.json"));
    assertThat(provenance.propertyNames())
        .contains("rdvae", "java", "system", "device", "threads", "native-library", "data");
    assertThat(provenance.get("data").asString())
        .startsWith("mnist-binary none 28x28 300/300/300 sha256 ");
  }

  @Test
  void metricsFollowTheTraining() throws IOException {
    List<JsonNode> train = new ArrayList<>();
    List<JsonNode> validation = new ArrayList<>();
    for (JsonNode line : lines("metrics.jsonl")) {
      (line.get("type").asString().equals("train") ? train : validation).add(line);
      assertThat(line.get("elbo").asDouble())
          .isEqualTo(-line.get("rate").asDouble() - line.get("distortion").asDouble());
    }
    assertThat(train)
        .extracting(line -> line.get("step").asLong())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 9).mapToObj(i -> 5L * i).toList());
    assertThat(train.get(0).propertyNames())
        .contains("loss", "beta", "learning_rate", "gradient_norm");
    assertThat(train).extracting(line -> line.get("learning_rate").asDouble()).containsOnly(3e-3);
    assertThat(validation)
        .extracting(line -> line.get("step").asLong())
        .containsExactly(15L, 30L, 45L);
    assertThat(validation.get(2).get("elbo").asDouble())
        .isGreaterThan(validation.get(0).get("elbo").asDouble() + 20);
    assertThat(lines("timing.jsonl"))
        .hasSize(EPOCHS)
        .allSatisfy(
            line ->
                assertThat(line.propertyNames())
                    .contains("step", "epoch", "seconds", "images_per_second", "heap_bytes"));
  }

  @Test
  void trainingShowsItsProgressAndItsResult() {
    assertThat(training.err())
        .contains("training: ", "parameters, mnist-binary", "epoch   1/3", "epoch   3/3", "best");
    assertThat(training.out()).contains("elbo", "rate", "distortion", "nll, 20 samples");
  }

  @Test
  void evaluationReportsEveryNumberAndAgreesWithTheTrainings() throws IOException {
    JsonNode json = JsonMapper.shared().readTree(done("evaluate", best, "--json").out());
    assertThat(json.propertyNames())
        .contains(
            "elbo",
            "rate",
            "distortion",
            "nll",
            "nll_standard_error",
            "nll_monte_carlo_error",
            "importance_samples",
            "bits_per_dimension",
            "nll_bits_per_dimension",
            "active_units",
            "gap");
    double elbo = json.get("elbo").asDouble();
    assertThat(elbo)
        .isNegative()
        .isCloseTo(
            -(json.get("rate").asDouble() + json.get("distortion").asDouble()), within(1e-9));
    assertThat(json.get("gap").asDouble())
        .isCloseTo(-elbo - json.get("nll").asDouble(), within(1e-9))
        .isPositive();
    assertThat(json.get("bits_per_dimension").asDouble())
        .isCloseTo(-elbo / (SIDE * SIDE) / Math.log(2), within(1e-12));
    assertThat(json.get("importance_samples").asInt()).isEqualTo(20);
    assertThat(json.get("images").asInt()).isEqualTo(300);
    assertThat(json.get("nll_standard_error").asDouble()).isPositive();
    assertThat(json.get("nll_monte_carlo_error").asDouble()).isPositive();
    assertThat(json.get("active_units").asInt()).isBetween(0, LATENTS);
    assertThat(json.get("rate_by_latent").valueStream().mapToDouble(JsonNode::asDouble).sum())
        .isCloseTo(json.get("rate").asDouble(), within(1e-9));
    assertThat(JsonMapper.shared().readTree(run.resolve("evaluation.json"))).isEqualTo(json);
  }

  @Test
  void evaluationTakesSplitSamplesAndSeed() {
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                done(
                        "evaluate",
                        best,
                        "--split",
                        "validation",
                        "--importance-samples",
                        "1",
                        "--seed",
                        "5",
                        "--json")
                    .out());
    assertThat(json.get("split").asString()).isEqualToIgnoringCase("validation");
    assertThat(json.get("seed").asLong()).isEqualTo(5);
    assertThat(json.get("nll_monte_carlo_error").isNull()).isTrue();
    assertThat(json.get("importance_samples").asInt()).isEqualTo(1);
    assertThat(json.get("nll").asDouble()).isCloseTo(-json.get("elbo").asDouble(), within(2.0));
  }

  @Test
  void samplesAreSeenAndFollowTheirSeed() throws IOException {
    Path five = folder.resolve("five.png");
    done("sample", best, "--count", "5", "--out", five);
    BufferedImage image = ImageIO.read(five.toFile());
    assertThat(image.getWidth()).isEqualTo(3 * CELL + 2);
    assertThat(image.getHeight()).isEqualTo(2 * CELL + 2);
    assertThat(levels(image, 0, 0)).hasSizeGreaterThan(20);
    assertThat(levels(image, 1, 2)).as("the place of a sixth").hasSize(1);

    Path again = folder.resolve("again.png");
    done("sample", best, "--count", "5", "--seed", "1", "--out", again);
    assertThat(again).hasSameBinaryContentAs(five);
    done("sample", best, "--count", "5", "--seed", "2", "--out", again, "--force");
    assertThat(Files.mismatch(again, five)).isNotNegative();
    done("sample", best, "--count", "5", "--temperature", "0", "--out", again, "--force");
    BufferedImage cold = ImageIO.read(again.toFile());
    assertThat(cell(cold, 0, 0)).isEqualTo(cell(cold, 0, 1)).isNotEqualTo(cell(image, 0, 0));
  }

  @Test
  void reconstructionsStandBelowTheirImages() throws IOException {
    Path png = folder.resolve("reconstructions.png");
    done("reconstruct", best, "--count", "13", "--out", png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(12 * CELL + 2);
    assertThat(image.getHeight()).isEqualTo(4 * CELL + 2);
    assertThat(levels(image, 0, 0)).as("bits").containsExactlyInAnyOrder(0, 255);
    assertThat(levels(image, 1, 0)).as("probabilities").hasSizeGreaterThan(20);
    assertThat(levels(image, 2, 0)).containsExactlyInAnyOrder(0, 255);
    assertThat(levels(image, 2, 1)).hasSize(1);
  }

  @Test
  void reconstructsItsOwnTestImagesWhenNoneAreNamed() throws IOException {
    Path own = folder.resolve("own.png");
    Path named = folder.resolve("named.png");
    done("reconstruct", best, "--count", "3", "--out", own);
    done("reconstruct", best, "mnist-binary:test", "--count", "3", "--out", named);
    assertThat(own).hasSameBinaryContentAs(named);
  }

  @Test
  void encodesAllInputsInOrder() {
    Path latents = folder.resolve("latents.safetensors");
    done("encode", best, "mnist-binary:validation", "mnist-binary", "--out", latents);
    Safetensors file = Safetensors.read(latents);
    assertThat(file.metadata())
        .containsEntry("rdvae.kind", "latents")
        .containsEntry("model", Checkpoint.read(best).modelHash());
    assertThat(file.tensors()).containsOnlyKeys("mean", "log_stddev");
    assertThat(file.tensors().get("mean").shape()).containsExactly(20_000, LATENTS);
    assertThat(done("inspect", latents).out()).contains("latents", "mean [20000, 4]");
  }

  @Test
  void decodesWhatItEncoded() throws IOException {
    Path input = bits(6);
    Path latents = folder.resolve("few.safetensors");
    done("encode", best, input, "--out", latents);
    Path decoded = folder.resolve("decoded");
    done("decode", best, latents, "--out", decoded);
    assertThat(FolderListing.of(decoded))
        .containsOnlyKeys(
            "", "000000.png", "000001.png", "000002.png", "000003.png", "000004.png", "000005.png");

    Path grid = folder.resolve("grid.png");
    done("reconstruct", best, input, "--count", "6", "--out", grid);
    BufferedImage reconstructions = ImageIO.read(grid.toFile());
    for (int i = 0; i < 6; i++) {
      BufferedImage image = ImageIO.read(decoded.resolve("00000" + i + ".png").toFile());
      assertThat(image.getWidth()).isEqualTo(SIDE);
      assertThat(image.getHeight()).isEqualTo(SIDE);
      assertThat(samples(image, 0, 0, 1)).isEqualTo(cell(reconstructions, 1, i));
    }

    refused(
        73,
        saying("000000.png exists already", "--force"),
        "decode",
        best,
        latents,
        "--out",
        decoded);
    done("decode", best, latents, "--out", decoded, "--force");
  }

  @Test
  void aSlimModelIsTheSameModel() throws IOException {
    Path slim = folder.resolve("slim.safetensors");
    Path last = TinyJob.last(run);
    done("export", "slim", last, "--out", slim);
    assertThat(Files.size(slim)).isLessThan(Files.size(last) / 2);
    assertThat(Checkpoint.read(slim).modelHash()).isEqualTo(Checkpoint.read(last).modelHash());
    assertThat(done("evaluate", slim, "--json", "--importance-samples", "2").out())
        .isEqualTo(done("evaluate", last, "--json", "--importance-samples", "2").out());
    assertThat(done("inspect", slim).out()).contains(": slim checkpoint, verified");
  }

  @Test
  void inspectSaysWhatIsInACheckpoint() {
    assertThat(done("inspect", TinyJob.last(run)).out())
        .contains(": full checkpoint, verified")
        .contains(Checkpoint.read(TinyJob.last(run)).modelHash())
        .contains("28 x 28")
        .contains("45, epoch 3")
        .containsPattern("finished: +true")
        .containsPattern("encoder\\.0\\.weight +\\[784, 32]")
        .contains("  training:\n    epochs: 3\n");
  }

  @Test
  void anOutputIsWrittenOverOnlyWhenForced() throws IOException {
    Map<String, Object[]> commands =
        Map.of(
            "sample.png", new Object[] {"sample", best, "--count", "1"},
            "reconstruct.png", new Object[] {"reconstruct", best, bits(1)},
            "encode.safetensors", new Object[] {"encode", best, bits(1)},
            "slim.safetensors", new Object[] {"export", "slim", best});
    Path outputs = Files.createDirectory(folder.resolve("outputs"));
    commands.forEach(
        (name, words) -> {
          List<Object> command = new ArrayList<>(List.of(words));
          Path out = outputs.resolve("deep").resolve(name);
          command.addAll(List.of("--out", out));
          done(command.toArray());
          Map<String, String> before = FolderListing.of(outputs);
          refused(73, saying(out + " exists already", "--force"), command.toArray());
          assertThat(FolderListing.of(outputs)).isEqualTo(before);
          command.add("--force");
          done(command.toArray());
          assertThat(FolderListing.of(outputs)).isEqualTo(before);
        });
    refused(73, saying("outputs is a folder"), "sample", best, "--force", "--out", outputs);
  }

  @Test
  void refusesToMeasureOnImagesOfAnotherSize() {
    TinyJob other = TinyJob.in(folder);
    refused(
        65,
        saying("expected images of 28 x 28", "found 12 x 12"),
        "evaluate",
        TinyJob.best(run),
        "--data",
        other.images());
  }

  @Test
  void devicesListsTheProcessorAndTheMissingGpu() {
    assertThat(done("devices").out())
        .containsPattern("cpu +usable: [0-9]+ threads, ND4J ")
        .containsPattern("cuda +not usable: ");
  }

  private static List<JsonNode> lines(String file) throws IOException {
    return Files.readAllLines(run.resolve(file)).stream()
        .map(JsonMapper.shared()::readTree)
        .toList();
  }

  /** An idx file of made-up bits in the size of the digits. */
  private static Path bits(int count) throws IOException {
    byte[] idx = new byte[16 + count * SIDE * SIDE];
    ByteBuffer.wrap(idx).putInt(0x803).putInt(count).putInt(SIDE).putInt(SIDE);
    for (int i = 16; i < idx.length; i++) {
      idx[i] = (byte) (i / 5 % 7 == (i - 16) / (SIDE * SIDE) ? 1 : 0);
    }
    return Files.write(folder.resolve(count + "-images-idx3-ubyte"), idx);
  }

  private static List<Integer> cell(BufferedImage grid, int row, int column) {
    return samples(grid, 2 + row * CELL, 2 + column * CELL, 2);
  }

  /** The levels that occur in a cell of a grid. */
  private static Set<Integer> levels(BufferedImage grid, int row, int column) {
    return new TreeSet<>(cell(grid, row, column));
  }

  /** A digit's pixels, each enlarged so many times. */
  private static List<Integer> samples(BufferedImage image, int top, int left, int enlargement) {
    return IntStream.range(0, SIDE * SIDE)
        .mapToObj(
            i ->
                image
                    .getRaster()
                    .getSample(left + i % SIDE * enlargement, top + i / SIDE * enlargement, 0))
        .toList();
  }
}
