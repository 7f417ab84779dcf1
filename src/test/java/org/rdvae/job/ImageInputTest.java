package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.model.Architecture;
import org.rdvae.model.Vae;
import org.rdvae.network.FeatureShape;
import org.rdvae.training.Position;
import org.rdvae.training.Snapshot;

/** How the values of files become those that an untrained model of some set would see. */
class ImageInputTest {
  private static final int PIXELS = 28 * 28;

  @TempDir Path folder;

  @Test
  void bitsStayBitsForAModelOfTheDigits() throws IOException {
    byte[] pixels = new byte[2 * PIXELS];
    for (int i = 0; i < pixels.length; i += 3) {
      pixels[i] = 1;
    }
    float[] rows = read(digits(), pixels);
    for (int i = 0; i < rows.length; i++) {
      assertThat(rows[i]).as("value %d", i).isEqualTo(i % 3 == 0 ? 1 : 0);
    }
  }

  @Test
  void greyLevelsAreDrawnForAModelOfTheDigits() throws IOException {
    byte[] pixels = new byte[40 * PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 2 == 0 ? 51 : 255);
    }
    float[] rows = read(digits(), pixels);
    double sum = 0;
    for (int i = 0; i < rows.length; i += 2) {
      assertThat(rows[i]).isIn(0f, 1f);
      assertThat(rows[i + 1]).isEqualTo(1);
      sum += rows[i];
    }
    // A fifth of 15,680, five standard deviations of 50 aside.
    assertThat(sum).isBetween(3136.0 - 250, 3136.0 + 250);
  }

  @Test
  void aModelOfBitsTakesNothingElse() throws IOException {
    SavedModel model =
        model(
            """
            data: {set: idx, path: ., binarization: bits}
            model: {latent: {size: 2}, encoder: [], decoder: []}
            """,
            new FeatureShape(28, 28, 1));
    byte[] pixels = new byte[PIXELS];
    pixels[5] = 2;
    assertThatThrownBy(() -> read(model, pixels))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("expected only 0 and 1");
  }

  @Test
  void aModelOfRowsOfATableTakesNoFiles() throws IOException {
    Path rows = Files.writeString(folder.resolve("rows.csv"), "a,b\n1,2\n");
    SavedModel real =
        model(
            """
            data: {set: table, path: rows.csv}
            model: {latent: {size: 1}, encoder: [], decoder: [], likelihood: {gaussian: {}}}
            """,
            new FeatureShape(1, 2, 1));
    assertThatThrownBy(() -> ImageInput.read(rows.toString(), real))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA))
        .hasMessageContaining(rows + ": expected no input")
        .hasMessageContaining("means and deviations")
        .hasMessageContaining("not in a checkpoint yet");
  }

  @Test
  void aPictureInMemoryIsReadAsOneOnADisk() throws IOException {
    BufferedImage image = new BufferedImage(30, 40, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 30 * 40; i++) {
      image.getRaster().setSample(i % 30, i / 30, 0, i * 7 % 256);
    }
    Path png = folder.resolve("grey.png");
    ImageIO.write(image, "png", png.toFile());
    byte[] file = Files.readAllBytes(png);
    SavedModel model = digits();
    ImageInput read = ImageInput.picture(file, "hdfs://host/grey.png", model);
    assertThat(read.rows(0, 1)).isEqualTo(ImageInput.read(png.toString(), model).rows(0, 1));
    assertThat(read.nameOf(0)).isEqualTo("hdfs://host/grey.png");

    assertThatThrownBy(
            () -> ImageInput.picture(Arrays.copyOf(file, 60), "hdfs://host/grey.png", model))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA))
        .hasMessageStartingWith("hdfs://host/grey.png: expected a picture, found: ");
  }

  @Test
  void picturesGoToModelsOfUnlabelledImagesOnly() throws IOException {
    ImageInput.requirePictures("encode", digits());
    SavedModel classes =
        model(
            """
            data: {set: idx, path: ., labels: true}
            model: {latent: {size: 2}, classes: 10, encoder: [], decoder: []}
            """,
            new FeatureShape(28, 28, 1));
    assertThatThrownBy(() -> ImageInput.requirePictures("encode", classes))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("encode: expected images with labels");
    Files.writeString(folder.resolve("rows.csv"), "a,b\n1,2\n");
    SavedModel table =
        model(
            """
            data: {set: table, path: rows.csv}
            model: {latent: {size: 1}, encoder: [], decoder: [], likelihood: {gaussian: {}}}
            """,
            new FeatureShape(1, 2, 1));
    assertThatThrownBy(() -> ImageInput.requirePictures("encode", table))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("encode: expected no input");
  }

  private SavedModel digits() throws IOException {
    return model(
        """
        data: {set: mnist-binary}
        model: {latent: {size: 2}, encoder: [], decoder: []}
        """,
        new FeatureShape(28, 28, 1));
  }

  private SavedModel model(String config, FeatureShape shape) throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), config);
    Job job = ConfigReader.read(file, List.of());
    Architecture architecture = new Architecture(job.model(), shape);
    Snapshot start = Snapshot.initial(architecture.layout(), 1);
    Checkpoint checkpoint =
        new Checkpoint(
            config,
            shape.height(),
            shape.width(),
            1,
            List.of(),
            Optional.empty(),
            Position.START,
            new Provenance(Map.of()));
    return new SavedModel(file, checkpoint, job, new Vae(architecture, start.parameters()));
  }

  private float[] read(SavedModel model, byte[] pixels) throws IOException {
    int count = pixels.length / PIXELS;
    ByteBuffer idx = ByteBuffer.allocate(16 + pixels.length);
    idx.putInt(0x803).putInt(count).putInt(28).putInt(28).put(pixels);
    Path file = Files.write(folder.resolve("input-idx3-ubyte"), idx.array());
    return ImageInput.read(file.toString(), model).rows(0, count);
  }
}
