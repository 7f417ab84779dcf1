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
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.job.TinyFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** pack and unpack, with a model of 8-bit images and one of bits. */
class PackCommandTest {
  private static final int SIDE = TinyFiles.SIDE;

  @TempDir static Path shared;

  private static Path images;
  private static Path levels;
  private static Path bits;

  @TempDir Path folder;

  @BeforeAll
  static void train() {
    TinyJob job = TinyJob.in(shared);
    images = job.testFile();
    bits = TinyJob.best(job.trained(shared.resolve("bits")));
    levels =
        TinyJob.best(
            job.trained(
                shared.resolve("levels"),
                "--set",
                "data.binarization=none",
                "--set",
                "model.likelihood=discretized-logistic"));
  }

  @Test
  void anIdxFileComesBackInANewProcess() {
    Path packed = folder.resolve("images.rdv");
    CommandResult result = done("pack", images, "--model", levels, "--out", packed);
    assertThat(result.out())
        .contains("50 images of 12 x 12, model ", "bits per dimension", "initial bits")
        .contains(", needed to unpack");
    Path unpacked = folder.resolve("new").resolve("t10k-images-idx3-ubyte");
    try (RdvaeProcess process =
        RdvaeProcess.start(folder, "unpack", packed, "--model", levels, "--out", unpacked)) {
      assertThat(process.exitCode()).as(process.output()).isZero();
    }
    assertThat(unpacked).hasSameBinaryContentAs(images);
    assertThat(packed).isRegularFile();
    assertThat(packed.toFile().length()).isLessThan(images.toFile().length());
  }

  @Test
  void jsonTellsSizesAndCosts() throws IOException {
    Path packed = folder.resolve("images.rdv");
    CommandResult result = done("pack", images, "--model", levels, "--out", packed, "--json");
    JsonNode json = JsonMapper.shared().readTree(result.out());
    assertThat(json.get("bytes").asLong()).isEqualTo(Files.size(packed));
    assertThat(json.get("model_bytes").asLong()).isEqualTo(Files.size(levels));
    assertThat(json.get("images").asInt()).isEqualTo(TinyFiles.TEST_IMAGES);
    double values = TinyFiles.TEST_IMAGES * SIDE * SIDE;
    assertThat(json.get("file_bits_per_dimension").asDouble())
        .isEqualTo(8 * Files.size(packed) / values);
    double nats = -json.get("elbo").asDouble();
    assertThat(json.get("rate").asDouble() + json.get("distortion").asDouble())
        .isCloseTo(nats, within(1e-9));
    assertThat(json.get("bits_per_dimension").asDouble() * SIDE * SIDE * Math.log(2))
        .isCloseTo(nats, within(1e-9));
    assertThat(json.get("file_over_elbo").asDouble()).isBetween(1.0, 1.2);
    assertThat(json.get("initial_bits").asInt()).isPositive();
  }

  @Test
  void aFolderOfPicturesComesBackAsPictures() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    for (int i = 0; i < 3; i++) {
      write(picture(40 * i, 200), pictures.resolve(i + ".png"));
    }
    Path packed = folder.resolve("pictures.rdv");
    done("pack", pictures, "--model", levels, "--out", packed);
    Path unpacked = folder.resolve("unpacked");
    CommandResult result = done("unpack", packed, "--model", levels, "--out", unpacked, "--json");
    JsonNode json = JsonMapper.shared().readTree(result.out());
    assertThat(json.get("images").asInt()).isEqualTo(3);
    assertThat(json.get("out").asString()).isEqualTo(unpacked.toString());
    for (int i = 0; i < 3; i++) {
      assertThat(samples(unpacked.resolve("00000" + i + ".png")))
          .isEqualTo(samples(pictures.resolve(i + ".png")));
    }
    refused(
        73,
        saying(unpacked + " has files in it; add --force"),
        "unpack",
        packed,
        "--model",
        levels,
        "--out",
        unpacked);
    done("unpack", packed, "--model", levels, "--out", unpacked, "--force");
  }

  @Test
  void twoTonesOfAModelOfBitsComeBackAsTheyWere() throws IOException {
    for (int white : new int[] {1, 255}) {
      Path file = idx("two-" + white, white);
      Path packed = folder.resolve(white + ".rdv");
      done("pack", file, "--model", bits, "--out", packed);
      Path unpacked = folder.resolve(white + ".idx.gz");
      done("unpack", packed, "--model", bits, "--out", unpacked);
      try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(unpacked))) {
        assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(file));
      }
      Path pictures = folder.resolve("white-" + white);
      done("unpack", packed, "--model", bits, "--out", pictures);
      assertThat(samples(pictures.resolve("000001.png"))).contains(255).doesNotContain(1);
    }
  }

  @Test
  void withLossLatentsArePackedAndDecodedAsTheModelDoes() throws IOException {
    Path packed = folder.resolve("latents.rdv");
    CommandResult result =
        done("pack", images, "--model", levels, "--lossy", 0.05, "--out", packed, "--json");
    JsonNode json = JsonMapper.shared().readTree(result.out());
    assertThat(json.get("bytes").asLong()).isEqualTo(Files.size(packed));
    assertThat(json.get("file_rate").asDouble())
        .isCloseTo(Files.size(packed) * 8 * Math.log(2) / TinyFiles.TEST_IMAGES, within(1e-9));
    assertThat(-json.get("elbo").asDouble())
        .isCloseTo(json.get("rate").asDouble() + json.get("distortion").asDouble(), within(1e-9));
    Path unpacked = folder.resolve("latents");
    done("unpack", packed, "--model", levels, "--out", unpacked);
    Path expected = folder.resolve("expected");
    Path latents = folder.resolve("latents.safetensors");
    done("encode", levels, images, "--out", latents);
    done("decode", levels, latents, "--out", expected);
    double squares = 0;
    byte[] original = Files.readAllBytes(images);
    for (int i = 0; i < TinyFiles.TEST_IMAGES; i++) {
      String name = String.format(Locale.ROOT, "%06d.png", i);
      int[] found = samples(unpacked.resolve(name));
      // So fine a step moves a mean by a level or two.
      int[] wanted = samples(expected.resolve(name));
      for (int k = 0; k < found.length; k++) {
        assertThat(found[k]).isCloseTo(wanted[k], within(2));
        int value = original[16 + i * SIDE * SIDE + k] & 0xFF;
        squares += Math.pow((found[k] - value) / 255.0, 2);
      }
    }
    double psnr = -10 * Math.log10(squares / TinyFiles.TEST_IMAGES / SIDE / SIDE);
    assertThat(json.get("file_psnr").asDouble()).isCloseTo(psnr, within(0.02));
    CommandResult coarse =
        done("pack", images, "--model", levels, "--lossy", 3, "--out", packed, "--force");
    assertThat(coarse.out())
        .contains("50 images of 12 x 12", "step 3.0 standard deviations", "dB PSNR")
        .contains("nats an image       rate   distortion        sum", "model, -ELBO");
    assertThat(Files.size(packed)).isLessThan(json.get("bytes").asLong());
  }

  @Test
  void aStepOutsideItsRangeIsRefused() {
    refused(
        2,
        saying("--lossy: expected a number from 0.05 to 20, found 0.01"),
        "pack",
        images,
        "--model",
        levels,
        "--lossy",
        0.01,
        "--out",
        folder.resolve("never.rdv"));
  }

  @Test
  void greysAreRefusedByAModelOfBits() {
    refused(
        65,
        saying(
            images
                + ", image 0: expected values of 0 and 1, or of 0 and 255, the same two in all"
                + " images, since the model is of bits; found 12"),
        "pack",
        images,
        "--model",
        bits,
        "--out",
        folder.resolve("never.rdv"));
  }

  @Test
  void aPictureThatReadingWouldChangeIsRefused() throws IOException {
    Path large = folder.resolve("large.png");
    write(new BufferedImage(SIDE + 1, SIDE, BufferedImage.TYPE_BYTE_GRAY), large);
    refused(
        65,
        saying(
            large
                + ": expected a picture of 12 x 12 grey pixels, as the model takes them, found 12"
                + " x 13 grey pixels; convert it first"),
        "pack",
        large,
        "--model",
        levels,
        "--out",
        folder.resolve("never.rdv"));
    Path coloured = folder.resolve("coloured.png");
    write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR), coloured);
    refused(
        65,
        saying(coloured + ": expected a picture of 12 x 12 grey pixels", "12 x 12 colour pixels"),
        "pack",
        coloured,
        "--model",
        levels,
        "--out",
        folder.resolve("never.rdv"));
  }

  @Test
  void whatCannotBeUnpackedIsRefused() throws IOException {
    Path packed = folder.resolve("images.rdv");
    done("pack", images, "--model", levels, "--out", packed);
    Path out = folder.resolve("out.idx");
    refused(
        66, saying("absent.rdv does not exist"), unpack(folder.resolve("absent.rdv"), levels, out));
    refused(65, saying("made with another model"), unpack(packed, bits, out));
    refused(65, saying("not an .rdv file"), unpack(images, levels, out));
    byte[] bytes = Files.readAllBytes(packed);
    Path damaged = folder.resolve("damaged.rdv");
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length - 7));
    refused(65, saying("truncated"), unpack(damaged, levels, out));
    bytes[bytes.length / 2] ^= 4;
    Files.write(damaged, bytes);
    refused(65, saying("damaged"), unpack(damaged, levels, out));
    refused(
        73,
        saying("images.rdv exists already"),
        "pack",
        images,
        "--model",
        levels,
        "--out",
        packed);
    assertThat(out).doesNotExist();
  }

  private static Object[] unpack(Path file, Path model, Path out) {
    return new Object[] {"unpack", file, "--model", model, "--out", out};
  }

  private Path idx(String name, int white) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16 + 4 * SIDE * SIDE);
    bytes.putInt(0x803).putInt(4).putInt(SIDE).putInt(SIDE);
    for (int i = 0; i < 4 * SIDE * SIDE; i++) {
      bytes.put((byte) (i * i % 7 < 3 ? white : 0));
    }
    return Files.write(folder.resolve(name), bytes.array());
  }

  private static BufferedImage picture(int dark, int bright) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.getRaster().setSample(x, y, 0, x == 3 ? bright : dark + y);
      }
    }
    return image;
  }

  private static void write(BufferedImage image, Path file) throws IOException {
    ImageIO.write(image, "png", file.toFile());
  }

  private static int[] samples(Path file) throws IOException {
    return ImageIO.read(file.toFile()).getRaster().getPixels(0, 0, SIDE, SIDE, (int[]) null);
  }
}
