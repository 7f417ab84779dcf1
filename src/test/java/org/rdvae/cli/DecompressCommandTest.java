package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.PhotoCommands.HEIGHT;
import static org.rdvae.cli.PhotoCommands.WIDTH;
import static org.rdvae.cli.PhotoCommands.done;
import static org.rdvae.cli.PhotoCommands.refused;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.codec.Photo;
import org.rdvae.codec.RdvFile;
import org.rdvae.codec.RdvHeader;
import org.rdvae.codec.RdvKind;
import org.rdvae.codec.StoringCodec;
import org.rdvae.data.Picture;
import org.rdvae.data.PictureFile;
import org.rdvae.job.TinyModels;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DecompressCommandTest {
  @TempDir Path folder;
  private PhotoCommands commands;
  private Path file;
  private Path out;

  @BeforeEach
  void compress() {
    commands = new PhotoCommands(folder);
    file = folder.resolve("a.rdv");
    out = folder.resolve("back.png");
    done(commands.compress(commands.paint("a.png", 1), "--out", file, "--quality", "8"));
  }

  @Test
  void writesThePictureAndSaysWhatItIs() throws IOException {
    CommandResult result = done(commands.decompress(file, "--out", out));

    assertNear(PictureFile.of(folder.resolve("a.png")).picture(), PictureFile.of(out).picture());
    assertThat(result.out())
        .matches(
            file
                + " -> "
                + out
                + ": 24 x 16, "
                + String.format(Locale.ROOT, "%,d", Files.size(file))
                + " bytes, [0-9.]+ bits per pixel, quality 8, [0-9]+\\.[0-9]{2} s\n");
  }

  @Test
  void saysItToProgramsAsAnObjectInALine() throws IOException {
    JsonNode json =
        JsonMapper.shared().readTree(done(commands.decompress(file, "--out", out, "--json")).out());

    assertThat(json.get("bytes").asLong()).isEqualTo(Files.size(file));
    assertThat(json.get("width").asInt()).isEqualTo(WIDTH);
    assertThat(json.get("height").asInt()).isEqualTo(HEIGHT);
    assertThat(json.get("channels").asInt()).isEqualTo(3);
    assertThat(json.has("psnr")).isFalse();
  }

  @Test
  void looksTheModelOfEachFileUp() {
    Path other = TinyModels.write(folder.resolve("home/checkpoints/photo-2.safetensors"), 2);
    Path second = folder.resolve("b.rdv");
    done(commands.compress(folder.resolve("a.png"), "--out", second, "--model", other));
    Path many = folder.resolve("many");

    done(commands.decompress(file, second, "--out", many));

    assertThat(FolderListing.of(many).keySet()).containsExactly("", "a.png", "b.png");
  }

  @Test
  void namesTheHashOfAModelThatIsNowhere() throws IOException {
    Path foreign =
        Files.write(
            folder.resolve("foreign.rdv"),
            new StoringCodec("0123456789abcdef")
                .compress(new Photo(1, 1, 1, new byte[1], Optional.empty()), 4));

    refused(
        commands.decompress(foreign, "--out", out),
        66,
        foreign
            + ": made with model 0123456789abcdef, found no checkpoint of it in "
            + folder.resolve("home/checkpoints")
            + " (1 file); put it there, name its folder in the variable RDVAE_MODELS, or name it"
            + " with --model.");
    CommandResult both = commands.decompress(foreign, file, "--out", folder.resolve("many"));
    assertThat(both.code()).isEqualTo(66);
    assertThat(both.err()).endsWith("rdvae: 1 of 2 files could not be decompressed.\n");
    assertThat(folder.resolve("many/a.png")).exists();
  }

  @Test
  void refusesAModelThatDidNotMakeTheFile() {
    Path other = TinyModels.write(folder.resolve("other.safetensors"), 2);

    CommandResult result = commands.decompress(file, "--out", out, "--model", other);

    assertThat(result.code()).isEqualTo(65);
    assertThat(result.err())
        .contains(TinyModels.model(1).shortModelHash(), TinyModels.model(2).shortModelHash());
    assertThat(out).doesNotExist();
  }

  @Test
  void aBadFileIsReportedAndTheRestIsDone() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut.rdv"), Arrays.copyOf(bytes, bytes.length - 9));
    bytes[bytes.length - 9] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged.rdv"), bytes);
    Path picture = folder.resolve("x.png");
    Files.copy(folder.resolve("a.png"), picture);
    Path many = folder.resolve("many");

    CommandResult result = commands.decompress(cut, file, damaged, picture, "--out", many);

    assertThat(result.code()).isEqualTo(65);
    assertThat(result.err().lines())
        .hasSize(4)
        .anyMatch(line -> line.startsWith("rdvae: " + cut))
        .anyMatch(line -> line.startsWith("rdvae: " + damaged))
        .anyMatch(line -> line.startsWith("rdvae: " + picture))
        .contains("rdvae: 3 of 4 files could not be decompressed.");
    assertThat(FolderListing.of(many).keySet()).containsExactly("", "a.png");
  }

  /** A few bytes that claim four gigapixels. */
  @Test
  void refusesWhatClaimsTooManyPixels() throws IOException {
    RdvHeader header =
        new RdvHeader(
            TinyModels.model(1).modelHash(), 65_535, 65_535, 3, RdvKind.Lossy.ofQuality(4), 0);
    Path bomb = Files.write(folder.resolve("bomb.rdv"), new RdvFile(header, List.of()).toBytes());

    refused(
        commands.decompress(bomb, "--out", out),
        65,
        bomb
            + ": expected at most 100,000,000 pixels and 65,535 along each side, found 65535 x"
            + " 65535 (width x height)");
  }

  @Test
  void refusesImagesThatArePackedWithoutLoss() throws IOException {
    RdvHeader header =
        new RdvHeader(TinyModels.model(1).modelHash(), 28, 28, 1, new RdvKind.Lossless(3), 0);
    Path packed = folder.resolve("digits.rdv");
    Files.write(packed, new RdvFile(header, List.of()).toBytes());
    Path model = folder.resolve("home/checkpoints/photo-1.safetensors");

    refused(
        commands.decompress(packed, "--out", out, "--model", model),
        65,
        packed + ": expected a photograph, found a set of images; rdvae unpack reads" + " them.");
  }

  @Test
  void theNameDecidesTheFormat() throws IOException {
    Path ppm = folder.resolve("back.PPM");
    done(commands.decompress(file, "--out", ppm));
    assertThat(new String(Files.readAllBytes(ppm), StandardCharsets.ISO_8859_1))
        .startsWith("P6\n24 16\n255\n")
        .hasSize(13 + 3 * WIDTH * HEIGHT);
    done(commands.decompress(file, "--out", folder.resolve("none")));
    assertThat(PictureFile.of(folder.resolve("none")).width()).isEqualTo(WIDTH);
    done(commands.decompress(file, "--out", folder + "/new/", "--format", "pnm"));
    assertThat(folder.resolve("new/a.pnm")).hasSameBinaryContentAs(ppm);
    refused(
        commands.decompress(file, "--out", "back.jpg"),
        2,
        "--out: expected a name that ends in .png, .ppm, .pgm or .pnm, found back.jpg");
    refused(
        commands.decompress(file, "--out", "back.png", "--format", "pnm"),
        2,
        "--out: expected a name that goes with --format pnm, found back.png");
  }

  @Test
  void keepsTheColourProfileWhereTheFormatHasAPlaceForIt() throws IOException {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    Photo photo = new Photo(1, 1, 3, new byte[] {10, 20, 30}, Optional.of(profile));
    Files.write(file, new StoringCodec(TinyModels.model(1).modelHash()).compress(photo, 8));

    done(commands.decompress(file, "--out", out));
    assertThat(PictureFile.of(out).picture().profile()).hasValue(profile);

    CommandResult pnm = commands.decompress(file, "--out", folder.resolve("a.ppm"));
    assertThat(pnm.code()).isZero();
    assertThat(pnm.err())
        .isEqualTo(file + ": its colour profile is left out, for which PNM has no place\n");
  }

  @Test
  void bothWorkFromStandardInputToStandardOutput() throws IOException {
    byte[] png = Files.readAllBytes(folder.resolve("a.png"));
    PhotoCommands.Piped compressed = commands.piped(png, "compress", "-", "--out", "-");
    assertThat(RdvFile.read(compressed.out(), "out").header().width()).isEqualTo(WIDTH);
    assertThat(compressed.err()).startsWith("- -> -: 24 x 16, ");

    PhotoCommands.Piped picture =
        commands.piped(compressed.out(), "decompress", "-", "--out", "-", "--json");
    assertThat(PictureFile.of(picture.out(), "out").width()).isEqualTo(WIDTH);
    assertThat(picture.err()).startsWith("{\"input\":\"-\"");

    PhotoCommands.Piped bad = commands.piped(new byte[3], "compress", "-", "--out", "-");
    assertThat(bad.code()).isEqualTo(65);
    assertThat(bad.out()).isEmpty();
    assertThat(bad.err())
        .isEqualTo(
            "rdvae: standard input: its first bytes are not those of PNG, JPEG, WebP, BMP or"
                + " GIF\n");
  }

  @Test
  void explainsItself() {
    assertThat(CommandResult.done("decompress", "--help").out())
        .startsWith("Usage: rdvae decompress")
        .contains("--model", "--format", "--json", "RDVAE_MODELS");
  }

  private static void assertNear(Picture expected, Picture found) {
    assertThat(found.width()).isEqualTo(expected.width());
    assertThat(found.channels()).isEqualTo(expected.channels());
    for (int i = 0; i < expected.pixels().length; i++) {
      int difference = (expected.pixels()[i] & 0xFF) - (found.pixels()[i] & 0xFF);
      assertThat(Math.abs(difference)).as("value %d", i).isLessThanOrEqualTo(1);
    }
  }
}
