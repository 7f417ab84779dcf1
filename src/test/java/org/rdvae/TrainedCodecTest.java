package org.rdvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.config.CodecJob;
import org.rdvae.config.ConfigReader;
import org.rdvae.job.CodecRun;

/** A codec of a few hundred parameters after a few steps. */
class TrainedCodecTest {
  private static final String CONFIG =
      """
      data: {path: pictures, patch: 16, patches-per-epoch: 8, validation-patches: 2}
      codec:
        analysis: [convolution: {channels: 4, kernel: 5, stride: 4, padding: 2}]
        synthesis: [transposed-convolution: {channels: 3, kernel: 5, stride: 4, padding: 2, output-padding: 3}]
        hyper-analysis: [convolution: {channels: 3, kernel: 3, stride: 2}]
        hyper-synthesis: [transposed-convolution: {channels: 8, kernel: 3, stride: 2, output-padding: 1}]
      training: {epochs: 1, batch: 4}
      """;

  @TempDir static Path folder;
  private static Path checkpoint;
  private static File picture;

  @BeforeAll
  static void train() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    for (int i = 0; i < 4; i++) {
      picture = pictures.resolve(i + ".png").toFile();
      ImageIO.write(waves(i, BufferedImage.TYPE_INT_RGB), "png", picture);
    }
    Path config = Files.writeString(folder.resolve("codec.yaml"), CONFIG);
    CodecJob job = (CodecJob) ConfigReader.readTraining(config, List.of());
    Path run = folder.resolve("run");
    new CodecRun(job, run, OptionalInt.of(1), 0).train(false, Optional.empty(), () -> false);
    checkpoint = run.resolve("checkpoints/last.safetensors");
  }

  private static BufferedImage waves(int phase, int type) {
    BufferedImage image = new BufferedImage(37, 21, type);
    for (int y = 0; y < 21; y++) {
      for (int x = 0; x < 37; x++) {
        int wave = (int) (127 + 100 * Math.sin((x + 3 * y * phase) / 7.0));
        image.setRGB(x, y, 0xFF000000 | wave << 16 | (255 - wave) << 8 | wave);
      }
    }
    return image;
  }

  @Test
  void compressesAndRestores() throws IOException {
    Path compressed = folder.resolve("photo.rdv");
    File restored = folder.resolve("restored.png").toFile();

    TrainedCodec codec = TrainedCodec.load(checkpoint);
    BufferedImage photo = ImageIO.read(picture);
    byte[] file = codec.compress(photo, 4); // quality from 1 to 8
    Files.write(compressed, file);
    BufferedImage decoded = codec.decompress(Files.readAllBytes(compressed));
    ImageIO.write(decoded, "png", restored);

    BufferedImage again = ImageIO.read(restored);
    assertThat(again.getWidth()).isEqualTo(37);
    assertThat(again.getHeight()).isEqualTo(21);
    assertThat(again.getRGB(5, 5)).isEqualTo(decoded.getRGB(5, 5));
    assertThat(codec.hash()).hasSize(64);
    assertThat(TrainedCodec.load(checkpoint, 1).compress(photo, 4)).isEqualTo(file);
  }

  @Test
  void aGreyImageStaysGrey() {
    TrainedCodec codec = TrainedCodec.load(checkpoint, 1);
    byte[] file = codec.compress(waves(1, BufferedImage.TYPE_BYTE_GRAY), 7.5);
    assertThat(codec.decompress(file).getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
  }

  @Test
  void whatIsWrongIsSaid() {
    TrainedCodec codec = TrainedCodec.load(checkpoint, 1);
    BufferedImage photo = waves(1, BufferedImage.TYPE_INT_RGB);
    for (double quality : new double[] {0.9, 8.1, Double.NaN}) {
      assertThatThrownBy(() -> codec.compress(photo, quality))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("quality: expected 1 to 8, found " + quality);
    }
    assertThatThrownBy(
            () -> codec.compress(new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB), 4))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("The image: expected an opaque picture");
    byte[] file = codec.compress(photo, 4);
    file[file.length / 2] ^= 1;
    assertThatThrownBy(() -> codec.decompress(file))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("The .rdv file: ");
    assertThatThrownBy(() -> TrainedCodec.load(Path.of("checkpoints/mnist-binary-vae.safetensors")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("expected a codec's checkpoint, found an autoencoder's");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> TrainedCodec.load(missing))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(missing.toString());
  }
}
