package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.checkpoint.Safetensors;
import org.rdvae.checkpoint.StoredTensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A folder of coloured pictures, from its files to a model and to what the model says of them. */
class PictureFolderTest {
  @TempDir static Path folder;
  private static Path config;
  private static Path pictures;
  private static Path model;

  @BeforeAll
  static void train() throws IOException {
    config = TinyPictures.write(folder);
    pictures = folder.resolve("pictures");
    model = TinyJob.best(folder.resolve("run"));
    done("train", config, "--run-dir", folder.resolve("run"), "--threads", 1);
  }

  @Test
  void theEvaluationIsOfTheTestPicturesInBitsPerValue() throws IOException {
    JsonNode json = evaluation();
    long test = json.get("images").asLong();
    assertThat(test).isBetween(1L, 20L);
    assertThat(json.get("data").asString())
        .startsWith("images real 8x8x3 ")
        .contains("/" + test + " sha256 ");
    assertThat(json.get("bits_per_dimension").asDouble())
        .isCloseTo(-json.get("elbo").asDouble() / (8 * 8 * 3 * Math.log(2)), within(1e-9));
    assertThat(done("evaluate", model, "--threads", 1).out())
        .startsWith("model ")
        .contains(" on " + test + " test images of images real 8x8x3 ")
        .contains("nats per image  bits per dimension")
        .doesNotContain("density");
  }

  @Test
  void theFolderCanBeNamedForTheEvaluation() throws IOException {
    assertThat(evaluation("--data", pictures)).isEqualTo(evaluation());
    Path elsewhere = folder.resolve("elsewhere");
    for (int n = 0; n < TinyPictures.PICTURES; n++) {
      Path png = elsewhere.resolve(TinyPictures.nameOf(n));
      Files.createDirectories(png.getParent());
      TinyPictures.paint(png, n + 7);
    }
    JsonNode other = evaluation("--data", elsewhere);
    assertThat(other.get("images")).isEqualTo(evaluation().get("images"));
    assertThat(other.get("data")).isNotEqualTo(evaluation().get("data"));
    assertThat(other.get("elbo")).isNotEqualTo(evaluation().get("elbo"));
  }

  @Test
  void picturesOfTheRunAreInColour() throws IOException {
    for (String name : List.of("samples", "reconstructions")) {
      BufferedImage grid =
          ImageIO.read(folder.resolve("run/samples").resolve(name + "-epoch-00002.png").toFile());
      assertThat(IntStream.range(0, grid.getWidth()).map(x -> grid.getRGB(x, 6)))
          .as("red is not blue in %s", name)
          .anyMatch(color -> (color >> 16 & 0xFF) != (color & 0xFF));
    }
  }

  @Test
  void scoresNameEachPicture() throws IOException {
    Path csv = folder.resolve("scores.csv");
    CommandResult result = done("score", model, pictures, "--out", csv, "--threads", 1);
    List<String[]> rows = rows(csv);
    assertThat(rows).hasSize(TinyPictures.PICTURES);
    assertThat(rows)
        .extracting(row -> row[0])
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, TinyPictures.PICTURES).mapToObj(TinyPictures::nameOf).toList());
    assertThat(rows.get(0)).startsWith("more/p00.png", "0");
    assertThat(result.out()).contains("4 importance samples", "60 ", pictures.toString());
    assertThat(result.err()).contains("scores -> " + csv);
  }

  /** The rate has no noise in it. */
  @Test
  void aPictureScoresAloneAsInItsFolder() throws IOException {
    Path all = folder.resolve("all.csv");
    Path one = folder.resolve("one.csv");
    done("score", model, pictures, "--out", all, "--threads", 1);
    Path picture = pictures.resolve("p10.png");
    done("score", model, picture, "--out", one, "--threads", 1);
    Map<String, Double> rates = new HashMap<>();
    rows(all).forEach(row -> rates.put(row[0], Double.valueOf(row[4])));
    assertThat(rows(one)).hasSize(1);
    assertThat(rows(one).get(0)[0]).endsWith("p10.png");
    assertThat(Double.parseDouble(rows(one).get(0)[4]))
        .isCloseTo(rates.get("p10.png"), within(1e-5));
  }

  @Test
  void encodesPicturesInTheOrderOfTheirNames() {
    Path out = folder.resolve("all.safetensors");
    CommandResult result =
        done("encode", model, pictures, pictures.resolve("p10.png"), "--out", out, "--threads", 1);
    assertThat(result.err()).contains("61 images, 2 latents each -> " + out);
    float[] means = ((StoredTensor.Floats) Safetensors.read(out).tensors().get("mean")).values();
    assertThat(means).hasSize(61 * 2);
    List<String> names =
        IntStream.range(0, TinyPictures.PICTURES).mapToObj(TinyPictures::nameOf).sorted().toList();
    int index = names.indexOf("p10.png");
    for (int latent = 0; latent < 2; latent++) {
      assertThat(means[60 * 2 + latent]).isCloseTo(means[2 * index + latent], within(1e-5f));
    }
  }

  @Test
  void aDamagedPictureEndsTheJobAndIsNamed() throws IOException {
    Path bad = withDamage("error");
    Path run = folder.resolve("refused");
    refused(
        65,
        saying(
            "data.path: " + bad + ": expected readable pictures only, found 2 of 62 that cannot",
            "\n  broken.png: truncated",
            "\n  empty.jpg: an empty file",
            "\nTo go on without them write data.images.on-bad-image: skip"),
        "train",
        config,
        "--set",
        "data.path=" + bad,
        "--run-dir",
        run);
    assertThat(TinyJob.last(run)).doesNotExist();
    refused(65, saying("broken.png"), "data", "verify", config, "--set", "data.path=" + bad);
    Path csv = folder.resolve("never.csv");
    // Their settings are the model's, in which nobody can write.
    String[] advice = saying("broken.png", "\nRemove or repair these files");
    refused(65, advice, "score", model, bad, "--out", csv);
    refused(65, advice, "evaluate", model, "--data", bad);
    assertThat(csv).doesNotExist();
  }

  @Test
  void damagedPicturesAreSkippedAndCountedWhereTheConfigSaysSo() throws IOException {
    Path bad = withDamage("skip");
    Path run = folder.resolve("skipping");
    Object[] sets = {
      "--set", "data.path=" + bad, "--set", "data.images.on-bad-image=skip", "--threads", 1
    };
    List<Object> words = new ArrayList<>(List.of("train", config, "--run-dir", run));
    words.addAll(List.of(sets));
    CommandResult training = done(words.toArray());
    assertThat(training.err())
        .contains("skipped 2 of 62 images: ", "1 damaged or truncated (broken.png)", "empty.jpg")
        .contains("ignored 1 other file (.txt 1)");
    // The other files stay in their parts.
    assertThat(training.out()).contains(evaluation().get("images").asInt() + " test images");

    CommandResult verified =
        done(
            "data",
            "verify",
            config,
            "--set",
            "data.path=" + bad,
            "--set",
            "data.images.on-bad-image=skip");
    assertThat(verified.out()).contains("skipped 2 of 62 images: ", "ignored 1 other file");

    Path csv = folder.resolve("skipped.csv");
    CommandResult scores = done("score", TinyJob.best(run), bad, "--out", csv, "--threads", 1);
    assertThat(scores.err()).contains("skipped 2 of 62 images: ");
    assertThat(rows(csv)).hasSize(60).extracting(row -> row[0]).doesNotContain("broken.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"encode", "score"})
  void refusesWhatIsNoPicture(String command) throws IOException {
    Path out = folder.resolve("never." + command);
    Path text = Files.writeString(folder.resolve("notes.txt"), "no picture");
    refused(65, saying(text + ": expected a picture"), command, model, text, "--out", out);
    Path empty = Files.createDirectories(folder.resolve("empty"));
    refused(
        65,
        saying(empty + ": expected pictures (png, jpg, jpeg, webp, bmp, gif), found an empty"),
        command,
        model,
        empty,
        "--out",
        out);
    refused(
        65,
        saying("mnist-binary: expected images of 8 x 8 x 3 channels", "28 x 28 x 1 channel"),
        command,
        model,
        "mnist-binary",
        "--out",
        out);
    assertThat(out).doesNotExist();
  }

  /** The sound pictures, two that are not, and a file that is none. */
  private static Path withDamage(String name) throws IOException {
    Path bad = Files.createDirectories(folder.resolve("bad-" + name));
    Files.createDirectories(bad.resolve("more"));
    for (int n = 0; n < TinyPictures.PICTURES; n++) {
      TinyPictures.paint(bad.resolve(TinyPictures.nameOf(n)), n);
    }
    TinyPictures.damage(bad.resolve("broken.png"));
    Files.write(bad.resolve("empty.jpg"), new byte[0]);
    Files.writeString(bad.resolve("notes.txt"), "no picture");
    return bad;
  }

  private static JsonNode evaluation(Object... more) {
    List<Object> words = new ArrayList<>(List.of("evaluate", model, "--json", "--threads", 1));
    words.addAll(List.of(more));
    return JsonMapper.shared().readTree(done(words.toArray()).out());
  }

  private static List<String[]> rows(Path csv) throws IOException {
    return Files.readAllLines(csv).stream().skip(1).map(line -> line.split(",", -1)).toList();
  }
}
