package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

/** Photographs in memory and the patches that are taken from them. */
class PhotoSetTest {
  private static final int PATCH = 16;

  @TempDir private Path folder;

  private PhotoSettings settings() {
    return new PhotoSettings(
        Optional.of(folder), Optional.empty(), PATCH, 40, 3, List.of(2), List.of(1, 2));
  }

  /** Pixel (x, y) is (x, y, number). */
  private void write(String name, int width, int height, int number) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x << 16 | y << 8 | number);
      }
    }
    String format = name.substring(name.indexOf('.') + 1);
    assertThat(ImageIO.write(image, format, folder.resolve(name).toFile())).isTrue();
  }

  private PhotoSet pictures() throws IOException {
    write("a.png", 40, 36, 1);
    write("b.png", 20, 17, 2);
    write("c.jpg", 64, 40, 3);
    write("d.png", 15, 80, 4);
    write("e.png", 33, 33, 5);
    return PhotoSet.read(settings(), ReadingProgress.NONE);
  }

  @Test
  void picturesAreShrunkByEachFactorThatLeavesAPatchAndTheLastOnesValidate() throws IOException {
    PhotoSet set = pictures();
    assertThat(sizes(set.training())).containsExactly("40x36", "20x18", "20x17", "32x20");
    assertThat(sizes(set.validation())).containsExactly("33x33", "16x16");
    assertThat(set.notes())
        .singleElement()
        .asString()
        .contains("d.png has 15 x 80 pixels, too few for a patch of 16; left out");
    assertThat(set.fingerprint()).matches("photos 4/2 16 sha256 [0-9a-f]{16}");
  }

  @Test
  void aFilesContentDecidesHowItIsShrunkAndNotItsName() throws IOException {
    write("a.jpg", 64, 40, 1);
    byte[] jpeg = Files.readAllBytes(folder.resolve("a.jpg"));
    for (String name : List.of("b.jpe", "c.jfif", "d.png")) {
      Files.write(folder.resolve(name), jpeg);
    }
    write("e.png", 40, 36, 2);
    Files.move(folder.resolve("e.png"), folder.resolve("e.jpeg"));
    write("f.png", 40, 36, 2);

    PhotoSet set = PhotoSet.read(settings(), ReadingProgress.NONE);

    assertThat(sizes(set.training()))
        .containsExactly("32x20", "32x20", "32x20", "32x20", "40x36", "20x18");
  }

  private static List<String> sizes(List<Picture> pictures) {
    return pictures.stream().map(picture -> picture.width() + "x" + picture.height()).toList();
  }

  @Test
  void shrinkingTakesMeansAndMakesGreyToColour() {
    Picture grey =
        new Picture(2, 2, 1, new byte[] {10, 20, 30, (byte) 255}, Optional.empty(), List.of());
    Picture small = PhotoSet.shrunk(grey, 2);
    assertThat(small.channels()).isEqualTo(3);
    assertThat(small.pixels()).containsExactly(79, 79, 79);
  }

  @Test
  void patchesAreFunctionsOfTheStepAndLieInsidePictures() throws IOException {
    PhotoPatches patches = pictures().batches(8, 5);
    assertThat(patches.stepsPerEpoch()).isEqualTo(5);
    int size = PATCH * PATCH * 3;
    float[] batch = new float[8 * size];
    float[] again = new float[8 * size];
    patches.fill(2, 3, batch);
    patches.fill(0, 0, again);
    assertThat(again).isNotEqualTo(batch);
    pictures().batches(8, 5).fill(2, 3, again);
    assertThat(again).isEqualTo(batch);
    for (int row = 0; row < 8; row++) {
      int number = Math.round(batch[row * size + 2] * 255);
      if (number == 1) {
        expectSquare(batch, row * size);
      }
    }
  }

  /** Of an unshrunk picture neighbours differ by one in x or y, turned however it is. */
  private static void expectSquare(float[] batch, int from) {
    int right = 3;
    int down = 3 * PATCH;
    for (int axis : new int[] {right, down}) {
      int dx = Math.round((batch[from + axis] - batch[from]) * 255);
      int dy = Math.round((batch[from + axis + 1] - batch[from + 1]) * 255);
      assertThat(Math.abs(dx) + Math.abs(dy)).isBetween(1, 2);
    }
  }

  @Test
  void validationPatchesAreTheMiddlesOfPicturesAndThenFurtherOn() throws IOException {
    float[] patches = pictures().validationPatches();
    assertThat(patches).hasSize(3 * PATCH * PATCH * 3);
    // (33 - 16) / 2 = 8.
    assertThat(Math.round(patches[0] * 255)).isEqualTo(8);
    assertThat(Math.round(patches[1] * 255)).isEqualTo(8);
    int third = 2 * PATCH * PATCH * 3;
    assertThat(Math.round(patches[third] * 255)).isEqualTo((8 + PATCH) % 18);
  }

  @Test
  void aSetWithoutALargeEnoughPictureIsRefused() throws IOException {
    write("a.png", 10, 10, 1);
    write("b.png", 12, 10, 1);
    refused(
        settings(),
        "data.path: expected pictures of at least 16 x 16 pixels after shrinking to train on, found"
            + " none; lower data.patch or the factors"
            + left("a.png", "10 x 10")
            + left("b.png", "12 x 10"));
  }

  @Test
  void ofManyPicturesThatWereLeftOutTenAreNamed() throws IOException {
    for (int i = 10; i < 22; i++) {
      write(i + ".png", 10, 10, 1);
    }
    assertThatThrownBy(() -> PhotoSet.read(settings(), ReadingProgress.NONE))
        .hasMessageContaining(left("19.png", "10 x 10"))
        .hasMessageEndingWith("left out\n  and 2 more");
  }

  @Test
  void aSinglePictureIsTooFewToTrainAndToValidateOn() throws IOException {
    write("a.png", 40, 40, 1);
    refused(
        settings(),
        "data.path: expected at least 2 pictures, one to train on and one to validate on, found 1;"
            + " add pictures or set data.validation-path");
    assertThat(PhotoSet.read(validatedOn(folder), ReadingProgress.NONE).training()).hasSize(2);
  }

  @Test
  void whichOfTheTwoPurposesHasNoPictureIsSaid() throws IOException {
    write("a.png", 10, 10, 1);
    write("b.png", 40, 40, 1);
    refused(
        settings(),
        "data.path: expected pictures of at least 16 x 16 pixels after shrinking to train on, found"
            + " none beside those to validate on; add larger pictures, or lower data.patch or the"
            + " factors"
            + left("a.png", "10 x 10"));
    write("c.png", 10, 10, 1);
    refused(
        settings(),
        "data.path: expected pictures of at least 16 x 16 pixels after shrinking in the tenth to"
            + " validate on, found none; set data.validation-path, or lower data.patch or the factors"
            + left("a.png", "10 x 10")
            + left("c.png", "10 x 10"));
    Path others = Files.createDirectory(folder.resolve("others"));
    Files.move(folder.resolve("c.png"), others.resolve("c.png"));
    Files.delete(folder.resolve("a.png"));
    refused(
        validatedOn(others),
        "data.validation-path: expected pictures of at least 16 x 16 pixels after shrinking to"
            + " validate on, found none; lower data.patch or the factors"
            + left("others/c.png", "10 x 10")
            + left("others/c.png", "10 x 10"));
  }

  private PhotoSettings validatedOn(Path others) {
    return new PhotoSettings(
        Optional.of(folder), Optional.of(others), PATCH, 40, 3, List.of(2), List.of(1, 2));
  }

  private String left(String name, String size) {
    return String.format(
        "\n  %s has %s pixels, too few for a patch of 16; left out", folder.resolve(name), size);
  }

  private static void refused(PhotoSettings settings, String message) {
    assertThatThrownBy(() -> PhotoSet.read(settings, ReadingProgress.NONE))
        .isInstanceOf(Failure.class)
        .hasMessage(message)
        .extracting("kind")
        .isEqualTo(Failure.Kind.BAD_CONFIG);
  }
}
