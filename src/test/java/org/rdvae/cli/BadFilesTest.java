package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.checkpoint.Safetensors;

/** Files that are missing, damaged or of another kind, given to every command that reads one. */
class BadFilesTest {
  @TempDir static Path folder;
  private static TinyJob job;
  private static Path checkpoint;
  private static Path latents;

  @BeforeAll
  static void train() {
    job = TinyJob.in(folder);
    checkpoint = TinyJob.best(job.trained(folder.resolve("run")));
    latents = folder.resolve("latents.safetensors");
    done("encode", checkpoint, job.testFile(), "--out", latents);
  }

  /** The commands that read a model, without its path. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate",
        "sample --out OUT",
        "reconstruct IDX --out OUT",
        "encode IDX --out OUT",
        "decode LATENTS --out OUT",
        "export slim --out OUT",
        "inspect"
      })
  void everyCommandRefusesABadModel(String command, @TempDir Path temporary) throws IOException {
    Path absent = temporary.resolve("absent.safetensors");
    refused(66, saying(absent + " does not exist"), words(command, absent, temporary));

    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length / 2] ^= 4;
    Path damaged = Files.write(temporary.resolve("damaged.safetensors"), bytes);
    refused(65, saying(damaged + " is damaged", "SHA-256"), words(command, damaged, temporary));

    Path cut =
        Files.write(temporary.resolve("cut.safetensors"), Arrays.copyOf(bytes, bytes.length - 1));
    refused(
        65,
        saying(
            cut + " is truncated", bytes.length + " bytes expected", bytes.length - 1 + " found"),
        words(command, cut, temporary));

    refused(
        65,
        saying(job.config() + " is not a safetensors file"),
        words(command, job.config(), temporary));
    assertThat(temporary).isDirectoryNotContaining("glob:**/out*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "sample --out OUT", "export slim --out OUT"})
  void everyCommandRefusesParametersThatDoNotFitTheConfig(String command, @TempDir Path temporary) {
    Path crafted = temporary.resolve("crafted.safetensors");
    rewrite("{units: 24,", "{units: 25,", crafted);
    refused(
        65,
        saying(
            crafted + " holds the parameters of another architecture",
            "encoder.0.weight [144, 25] expected, encoder.0.weight [144, 24] found"),
        words(command, crafted, temporary));
  }

  @Test
  void aConfigInsideAModelThatIsNoConfigIsTheModelsFault(@TempDir Path temporary) {
    Path crafted = temporary.resolve("crafted.safetensors");
    rewrite("likelihood:", "likelyhood:", crafted);
    refused(
        65, saying(crafted + " (config)", "\"likelyhood\"", "\"likelihood\""), "evaluate", crafted);
  }

  @Test
  void refusesLatentsAsAModel() {
    refused(
        65,
        saying(latents + " is not a valid checkpoint", "rdvae.kind is \"latents\""),
        "evaluate",
        latents);
  }

  @Test
  void refusesAModelAsLatents() {
    refused(
        65,
        saying(checkpoint + ": expected a file of latents", "found slim"),
        "decode",
        checkpoint,
        checkpoint,
        "--out",
        folder.resolve("images-of-nothing"));
  }

  @Test
  void refusesLatentsOfAnotherModel(@TempDir Path temporary) {
    Path other = TinyJob.best(job.trained(temporary.resolve("run"), "--seed", "8"));
    Path images = temporary.resolve("decoded");
    refused(
        65,
        saying(latents + ": encoded by model", other + " is model"),
        "decode",
        other,
        latents,
        "--out",
        images);
    assertThat(images).doesNotExist();
  }

  @Test
  void refusesImagesThatAreMissingOrOfAnotherKindOrSize() {
    Path out = folder.resolve("none.safetensors");
    Path absent = folder.resolve("absent-idx3-ubyte");
    refused(66, saying(absent + " does not exist"), "encode", checkpoint, absent, "--out", out);
    refused(65, saying(job.config() + "", "idx"), "encode", checkpoint, job.config(), "--out", out);
    refused(
        2,
        saying("mnist-binary:tset", "found tset"),
        "encode",
        checkpoint,
        "mnist-binary:tset",
        "--out",
        out);
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesImagesOfAnotherSize(@TempDir Path temporary) throws IOException {
    byte[] idx = new byte[16 + 6];
    System.arraycopy(Files.readAllBytes(job.testFile()), 0, idx, 0, 16);
    idx[7] = 1;
    idx[11] = 2;
    idx[15] = 3;
    Path small = Files.write(temporary.resolve("small"), idx);
    refused(
        65,
        saying(small + ": expected images of 12 x 12", "found 2 x 3"),
        "reconstruct",
        checkpoint,
        small,
        "--out",
        temporary.resolve("x.png"));
  }

  @Test
  void refusesToTrainOnTruncatedImages(@TempDir Path temporary) throws IOException {
    TinyJob broken = TinyJob.in(temporary);
    byte[] idx = Files.readAllBytes(broken.trainingFile());
    Files.write(broken.trainingFile(), Arrays.copyOf(idx, idx.length - 1));
    Path run = temporary.resolve("run");
    refused(65, saying(broken.trainingFile().toString(), "truncated"), broken.train(run));
    assertThat(FolderListing.of(run)).containsOnlyKeys("", "run.lock");
  }

  @Test
  void refusesToMeasureOnDataThatAreNotThere() {
    refused(66, saying("nowhere does not exist"), "evaluate", checkpoint, "--data", "nowhere");
  }

  /** A command's words, the model's path put behind its name. */
  private static Object[] words(String command, Path model, Path temporary) {
    List<Object> words = new ArrayList<>(List.of(command.split(" ")));
    words.replaceAll(
        word ->
            switch ((String) word) {
              case "OUT" -> temporary.resolve("out");
              case "IDX" -> job.testFile();
              case "LATENTS" -> latents;
              default -> word;
            });
    words.add(words.contains("slim") ? 2 : 1, model);
    return words.toArray();
  }

  /** A sound file whose config differs from the one that its parameters were made for. */
  private static void rewrite(String right, String wrong, Path target) {
    Safetensors file = Safetensors.read(checkpoint);
    Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
    assertThat(metadata.get("config")).contains(right);
    metadata.computeIfPresent("config", (key, text) -> text.replace(right, wrong));
    new Safetensors(metadata, file.tensors()).write(target);
  }
}
