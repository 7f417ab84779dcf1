package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;
import static org.rdvae.cli.DigitsRun.LATENTS;
import static org.rdvae.cli.DigitsRun.SIDE;
import static org.rdvae.cli.DigitsRun.cell;
import static org.rdvae.cli.DigitsRun.samples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Safetensors;

/** Commands that write what a trained model makes or is: encode, decode, export, inspect. */
class CommandsTest {
  @TempDir static Path folder;
  private static Path run;
  private static Path best;
  private static DigitsRun digits;

  @BeforeAll
  static void train() throws IOException {
    digits = DigitsRun.train(folder);
    run = digits.run();
    best = digits.best();
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
    Path input = digits.bits(6);
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
  void aHalvedModelHasNearlyTheSameResults() throws IOException {
    Path slim = folder.resolve("whole.safetensors");
    Path half = folder.resolve("half.safetensors");
    Path last = TinyJob.last(run);
    done("export", "slim", last, "--out", slim);
    String hash = Checkpoint.read(last).halved().shortModelHash();
    assertThat(done("export", "slim", last, "--half", "--out", half).err()).contains(hash);
    assertThat(Files.size(half)).isLessThan(Files.size(slim) * 55 / 100);
    assertThat(done("inspect", half).out()).contains(": slim checkpoint, verified");
    assertThat(elbo(half)).isNotEqualTo(elbo(slim)).isCloseTo(elbo(slim), within(0.05));
  }

  private static double elbo(Path model) {
    String json = done("evaluate", model, "--json", "--importance-samples", "2").out();
    Matcher found = Pattern.compile("\"elbo\":([-0-9.]+)").matcher(json);
    assertThat(found.find()).as(json).isTrue();
    return Double.parseDouble(found.group(1));
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
            "reconstruct.png", new Object[] {"reconstruct", best, digits.bits(1)},
            "encode.safetensors", new Object[] {"encode", best, digits.bits(1)},
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
  void devicesListsTheProcessorAndTheMissingGpu() {
    assertThat(done("devices").out())
        .containsPattern("cpu +usable: [0-9]+ threads, ND4J ")
        .containsPattern("cuda +not usable: ");
  }
}
