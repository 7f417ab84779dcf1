package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.job.PhotoModels;
import org.rdvae.job.TinyModels;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CurveCommandTest {
  @TempDir private Path folder;
  private PhotoModels models;
  private Path pictures;
  private Path out;

  @BeforeEach
  void paint() {
    PhotoCommands commands = new PhotoCommands(folder);
    commands.paint("pictures/a.png", 1);
    commands.paint("pictures/b.png", 2);
    models = TinyModels.in(folder.resolve("home"));
    pictures = folder.resolve("pictures");
    out = folder.resolve("curves");
  }

  private CommandResult curve(Object... words) {
    String[] arguments = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
    return CommandResult.capture(
        () -> Main.explained(new CommandLine(new CurveCommand(models))).execute(arguments));
  }

  @Test
  void measuresTheShippedModelAndWritesFilesAndATable() throws IOException {
    CommandResult result = curve(pictures, "--baselines", "none", "--out", out);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).isEqualTo("curves -> " + out + "\n");
    assertThat(result.out()).startsWith("| coder | quality | bytes | bits per pixel |");
    assertThat(result.out().lines()).hasSize(10);
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("curve.csv", "curve.json", "curve.png", "pictures.csv");
    }
    assertThat(Files.readAllLines(out.resolve("pictures.csv")))
        .hasSize(17)
        .anyMatch(line -> line.startsWith("rdvae," + pictures + "/b.png,24,16,8,"));
  }

  @Test
  void isACommandThatExplainsItself() {
    assertThat(CommandResult.done("curve", "--help").out())
        .startsWith("Usage: rdvae curve")
        .contains("--baselines", "--against", "--qualities");
  }

  @Test
  void namesQualitiesModelAndCommandInItsJson() throws IOException {
    Path model = folder.resolve("home/checkpoints/photo-1.safetensors");
    CommandResult result =
        curve(
            pictures.resolve("a.png"),
            "--model",
            model,
            "--qualities",
            "2,4..6",
            "--baselines",
            "none",
            "--out",
            out,
            "--json",
            "--threads",
            "1");
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode json = JsonMapper.shared().readTree(result.out());
    assertThat(Files.readString(out.resolve("curve.json"))).isEqualTo(result.out());
    assertThat(json.get("points"))
        .extracting(point -> point.get("quality").asDouble())
        .containsExactly(2.0, 4.0, 5.0, 6.0);
    assertThat(json.get("coders").get(0).get("version").asString())
        .isEqualTo("photo-1.safetensors, model " + TinyModels.model(1).shortModelHash());
    assertThat(json.get("command").asString())
        .startsWith("rdvae ")
        .endsWith("--out " + out + " --json --threads 1");
    assertThat(json.get("threads").asInt()).isEqualTo(1);
  }

  @Test
  void addsCurvesOfAnEarlierRun() throws IOException {
    curve(pictures, "--baselines", "none", "--out", out);
    Path second = folder.resolve("second");
    CommandResult result =
        curve(
            pictures,
            "--baselines-only",
            "--baselines",
            "none",
            "--against",
            out.resolve("curve.json"),
            "--out",
            second);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("| rdvae | 8 ").contains("| -         |");
  }

  @Test
  void neverWritesOverFilesUnlessForced() throws IOException {
    Files.createDirectories(out);
    Path file = Files.writeString(out.resolve("curve.csv"), "mine");
    assertRefused(
        73,
        file + " exists already; add --force to write over it.",
        pictures,
        "--baselines",
        "none",
        "--out",
        out);
    assertThat(file).hasContent("mine");
    CommandResult result = curve(pictures, "--baselines", "none", "--out", out, "--force");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(file).content().startsWith("coder,quality");
  }

  @Test
  void refusesWordsThatSayNothing() {
    assertRefused(
        2,
        "--baselines: expected none or some of jpeg, webp, jxl, avif, found gif",
        pictures,
        "--baselines",
        "jpeg,gif",
        "--out",
        out);
    assertRefused(
        2,
        "--qualities: expected numbers from 1 to 8 between commas, or ranges as 1..8, found 0..9",
        pictures,
        "--qualities",
        "0..9",
        "--out",
        out);
    assertRefused(
        2,
        "--threads: expected a whole number from 1 to 1024, found 0",
        pictures,
        "--threads",
        "0",
        "--out",
        out);
    assertRefused(2, "Missing required option: '--out=DIR'", pictures);
  }

  @Test
  void refusesWhatIsNotThere() {
    Path absent = folder.resolve("absent");
    assertRefused(
        66,
        absent + " does not exist; expected a picture or a folder of pictures.",
        absent,
        "--out",
        out);
    assertRefused(66, absent + " does not exist.", pictures, "--against", absent, "--out", out);
    assertRefused(
        66,
        absent + " does not exist; expected the checkpoint of a codec model.",
        pictures,
        "--model",
        absent,
        "--out",
        out);
    assertRefused(
        74,
        "No coder is left to measure; see the lines above.",
        pictures,
        "--baselines-only",
        "--baselines",
        "none",
        "--out",
        out);
  }

  private void assertRefused(int code, String message, Object... words) {
    CommandResult result = curve(words);
    assertThat(result.err()).contains("rdvae: " + message).doesNotContain("\tat ");
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
    assertThat(out.resolve("curve.json")).doesNotExist();
  }
}
