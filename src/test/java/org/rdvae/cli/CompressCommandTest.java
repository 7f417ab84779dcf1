package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.PhotoCommands.HEIGHT;
import static org.rdvae.cli.PhotoCommands.WIDTH;
import static org.rdvae.cli.PhotoCommands.done;
import static org.rdvae.cli.PhotoCommands.refused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.codec.RdvFile;
import org.rdvae.codec.RdvKind;
import org.rdvae.job.TinyModels;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompressCommandTest {
  @TempDir Path folder;
  private PhotoCommands commands;
  private Path picture;
  private Path out;

  @BeforeEach
  void paint() {
    commands = new PhotoCommands(folder);
    picture = commands.paint("a.png", 1);
    out = folder.resolve("a.rdv");
  }

  @Test
  void writesAFileWithTheShippedModelAndSaysWhatItIs() throws IOException {
    CommandResult result = done(commands.compress(picture, "--out", out));

    RdvFile file = read(out);
    assertThat(file.header().modelHash()).isEqualTo(TinyModels.model(1).shortModelHash());
    assertThat(file.header().width()).isEqualTo(WIDTH);
    assertThat(file.header().height()).isEqualTo(HEIGHT);
    assertThat(quality(out)).isEqualTo(4);
    long bytes = Files.size(out);
    assertThat(result.out())
        .startsWith(
            String.format(
                Locale.ROOT,
                "%s -> %s: 24 x 16, %,d bytes, %.4f bits per pixel, quality 4, PSNR ",
                picture,
                out,
                bytes,
                8.0 * bytes / (WIDTH * HEIGHT)))
        .matches("(?s).* PSNR 2[0-9]\\.[0-9]{2} dB, [0-9]+\\.[0-9]{2} s\n");
  }

  @Test
  void saysItToProgramsAsAnObjectInALine() throws IOException {
    CommandResult result =
        done(commands.compress(picture, "--out", out, "--json", "--quality", "5.5"));

    JsonNode json = JsonMapper.shared().readTree(result.out());
    assertThat(result.out()).hasLineCount(1);
    assertThat(json.get("input").asString()).isEqualTo(picture.toString());
    assertThat(json.get("output").asString()).isEqualTo(out.toString());
    assertThat(json.get("bytes").asLong()).isEqualTo(Files.size(out));
    assertThat(json.get("bits_per_pixel").asDouble())
        .isEqualTo(8.0 * Files.size(out) / (WIDTH * HEIGHT));
    assertThat(json.get("psnr").asDouble()).isBetween(25.0, 45.0);
    assertThat(json.get("quality").asDouble()).isEqualTo(5.5);
    assertThat(json.get("seconds").asDouble()).isPositive();
    assertThat(quality(out)).isEqualTo(5.5);
  }

  @Test
  void takesAnotherModel() throws IOException {
    Path own = TinyModels.write(folder.resolve("own.safetensors"), 2);

    done(commands.compress(picture, "--out", out, "--model", own));

    assertThat(read(out).header().modelHash()).isEqualTo(TinyModels.model(2).shortModelHash());
  }

  @Test
  void meetsATargetOfBitsOrOfFidelity() throws IOException {
    done(commands.compress(picture, "--out", out, "--target-bpp", "12"));
    assertThat(8.0 * Files.size(out) / (WIDTH * HEIGHT)).isBetween(11.0, 12.0);

    String json =
        done(commands.compress(picture, "--out", out, "--force", "--json", "--target-psnr", "35"))
            .out();
    assertThat(JsonMapper.shared().readTree(json).get("psnr").asDouble()).isBetween(35.0, 36.0);
  }

  @Test
  void saysWhenATargetIsOutOfReach() {
    CommandResult low = commands.compress(picture, "--out", out, "--target-bpp", "0.01");
    assertThat(low.code()).isEqualTo(65);
    assertThat(low.err())
        .matches(
            "rdvae: .*a\\.png: expected at most 0\\.01 bits per pixel, but quality 1 gives"
                + " [0-9.]{6}, the fewest\\.\n");
    assertThat(out).doesNotExist();

    CommandResult high = commands.compress(picture, "--out", out, "--target-bpp", "100");
    assertThat(high.code()).isZero();
    assertThat(high.err())
        .matches(".*a\\.png: the highest quality takes [0-9.]+ bits per pixel only\n");
    assertThat(out).exists();
  }

  @Test
  void compressesManyIntoAFolderAndTellsThemInTheirOrder() {
    List<Object> words = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      words.add(commands.paint("in/p" + i + ".png", i));
    }
    Path many = folder.resolve("many");
    words.addAll(List.of("--out", many, "--threads", 3));

    CommandResult result = done(commands.compress(words.toArray()));

    assertThat(FolderListing.of(many)).hasSize(20 + 1);
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(lines.get(i)).contains("in/p" + i + ".png -> " + many.resolve("p" + i + ".rdv"));
    }
  }

  @Test
  void sharesItsThreadsBetweenTheFilesAtATime() {
    Path second = commands.paint("b.png", 2);
    done(commands.compress(picture, "--out", out, "--threads", "5"));
    assertThat(commands.threadsForEach()).isEqualTo(5);
    done(commands.compress(picture, second, "--out", folder.resolve("many"), "--threads", "5"));
    assertThat(commands.threadsForEach()).isEqualTo(2);
    done(commands.compress(picture, second, "--out", folder.resolve("one"), "--threads", "1"));
    assertThat(commands.threadsForEach()).isEqualTo(1);
  }

  @Test
  void aBadPictureIsReportedAndTheRestIsDone() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "hello");
    Path last = commands.paint("z.png", 2);
    Path many = folder.resolve("many");

    CommandResult result = commands.compress(picture, text, last, "--out", many, "--json");

    assertThat(result.code()).isEqualTo(65);
    assertThat(result.err())
        .isEqualTo(
            "rdvae: "
                + text
                + ": its first bytes are not those of PNG, JPEG, WebP, BMP or GIF\n"
                + "rdvae: 1 of 3 files could not be compressed.\n");
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(3);
    JsonNode bad = JsonMapper.shared().readTree(lines.get(1));
    assertThat(bad.get("input").asString()).isEqualTo(text.toString());
    assertThat(bad.get("error").asString()).contains("its first bytes");
    assertThat(FolderListing.of(many).keySet()).containsExactly("", "a.rdv", "z.rdv");
  }

  @Test
  void aPictureThatCannotMeetTheTargetIsReportedAndTheRestIsDone() {
    Path black = commands.paint("b.png", new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB));
    Path many = folder.resolve("many");

    CommandResult result = commands.compress(picture, black, "--out", many, "--target-psnr", "80");

    assertThat(result.code()).isEqualTo(65);
    assertThat(result.err())
        .contains("a.png: expected a PSNR of at least 80.0 dB, but quality 8 gives ")
        .endsWith("rdvae: 1 of 2 files could not be compressed.\n");
    assertThat(FolderListing.of(many).keySet()).containsExactly("", "b.rdv");
  }

  @Test
  void namesTheWayOutForWhatItDoesNotTake() {
    BufferedImage clear = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
    refused(
        commands.compress(commands.paint("clear.png", clear), "--out", out),
        65,
        folder.resolve("clear.png")
            + ": expected an opaque picture, found 4 of 4 pixels transparent; lay it on a"
            + " background first, for instance with ImageMagick: magick IN -background white"
            + " -alpha remove -alpha off OUT.png");
    BufferedImage deep = new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY);
    refused(
        commands.compress(commands.paint("deep.png", deep), "--out", out),
        65,
        folder.resolve("deep.png")
            + ": expected 8 bits a sample, found 16; convert it first, for instance with"
            + " ImageMagick: magick IN -depth 8 OUT.png");
    BufferedImage wide = new BufferedImage(65_536, 1, BufferedImage.TYPE_BYTE_GRAY);
    refused(
        commands.compress(commands.paint("wide.png", wide), "--out", out),
        65,
        folder.resolve("wide.png")
            + ": 1x65536 pixels (height x width); at most 65,535 on a side are read");
    assertThat(out).doesNotExist();
  }

  @Test
  void compressesNothingTwice() {
    done(commands.compress(picture, "--out", out));
    refused(
        commands.compress(out, "--out", folder.resolve("b.rdv")),
        65,
        out + ": expected a picture, found an .rdv file already");
  }

  @Test
  void leavesWhatExistsUnlessForced() throws IOException {
    Files.writeString(out, "mine");
    refused(
        commands.compress(picture, "--out", out),
        73,
        out + " exists already; add --force to write over it.");
    assertThat(out).hasContent("mine");

    done(commands.compress(picture, "--out", out, "--force"));
    assertThat(read(out).header().width()).isEqualTo(WIDTH);
  }

  @Test
  void seesAnOutputThatCannotBeBeforeAnyWork() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    refused(
        commands.compress(picture, commands.paint("b.png", 2), "--out", file),
        73,
        "The folder " + file + " cannot be made: " + file + " is a file.");
    Path other = commands.paint("x/a.png", 2);
    refused(
        commands.compress(picture, other, "--out", folder.resolve("many")),
        2,
        "Expected one output for each input: "
            + picture
            + " and "
            + other
            + " would both become "
            + folder.resolve("many/a.rdv")
            + "; expected inputs whose names differ by more than folder, ending or capitals.");
  }

  @Test
  void neverWritesOverAnInput() {
    refused(
        commands.compress(picture, "--out", folder.resolve("home/../a.png"), "--force"),
        2,
        folder.resolve("home/../a.png")
            + " is one of the inputs; expected another name to write to.");
  }

  @Test
  void asksForInputsThatAreFiles() {
    Path absent = folder.resolve("absent.png");
    refused(
        commands.compress(picture, absent, "--out", folder.resolve("many")),
        66,
        absent + " does not exist.");
    refused(
        commands.compress(folder, "--out", out),
        2,
        folder + " is a folder; expected files, for instance " + folder.resolve("*"));
    Path model = folder.resolve("none.safetensors");
    refused(
        commands.compress(picture, "--out", out, "--model", model),
        66,
        model + " does not exist; expected the checkpoint of a codec model.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--quality=0.9  | --quality: expected 1 to 8, decimals allowed, found 0.9",
        "--quality=8.1  | --quality: expected 1 to 8, decimals allowed, found 8.1",
        "--quality=NaN  | --quality: expected 1 to 8, decimals allowed, found NaN",
        "--target-bpp=0 | --target-bpp: expected a number above 0, found 0.0",
        "--target-psnr=Infinity | --target-psnr: expected a number above 0, found Infinity",
        "--threads=0    | --threads: expected a whole number from 1 to 1024, found 0",
      })
  void refusesNumbersOutOfRange(String option, String message) {
    CommandResult result = commands.compress(folder.resolve("absent"), "--out", out, option);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("rdvae: " + message + "\n");
  }

  @Test
  void takesOneGoalOnly() {
    CommandResult result =
        commands.compress(picture, "--out", out, "--quality", "3", "--target-bpp", "1");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("rdvae: Error: --quality=Q, --target-bpp=B")
        .contains("are mutually exclusive");
  }

  @Test
  void saysWhereItExpectedTheShippedModel() throws IOException {
    Files.delete(folder.resolve("home/checkpoints/photo-1.safetensors"));
    refused(
        commands.compress(picture, "--out", out),
        66,
        "Expected the shipped model "
            + folder.resolve("home/checkpoints/photo-1.safetensors")
            + ", found none; name a checkpoint with --model, or the folder that has checkpoints/"
            + " with the Java option -Drdvae.home=FOLDER.");
  }

  @Test
  void explainsItself() {
    assertThat(CommandResult.done("compress", "--help").out())
        .startsWith("Usage: rdvae compress")
        .contains(
            "--model", "--quality", "--target-bpp", "--target-psnr", "--json", "(default: 4)");
  }

  private static RdvFile read(Path file) throws IOException {
    return RdvFile.read(Files.readAllBytes(file), file.toString());
  }

  private static double quality(Path file) throws IOException {
    return ((RdvKind.Lossy) read(file).header().kind()).quality();
  }
}
