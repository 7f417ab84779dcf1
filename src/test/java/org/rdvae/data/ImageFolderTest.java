package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.rdvae.data.NumberedPictures.TEXT;
import static org.rdvae.data.NumberedPictures.images;
import static org.rdvae.data.NumberedPictures.name;
import static org.rdvae.data.NumberedPictures.picture;
import static org.rdvae.data.NumberedPictures.values;
import static org.rdvae.data.NumberedPictures.writeNumbered;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.data.ImageSettings.Color;
import org.rdvae.data.ImageSettings.Fit;
import org.rdvae.data.ImageSettings.OnBadImage;

/** A folder of pictures as three sets. */
class ImageFolderTest {
  private static final SplitSettings THIRDS = new SplitSettings(0.3, 0.3);
  @TempDir Path folder;

  @Test
  void dividesByNameAndKeepsTheOrderOfNames() {
    writeNumbered(folder, 40);
    HashSplit parts = new HashSplit(THIRDS);

    Splits splits = DataLoader.load(settings(OnBadImage.ERROR, 0));

    assertThat(splits.name()).isEqualTo("images");
    assertThat(splits.binarization()).isEqualTo(Binarization.NONE);
    assertThat(splits.notes()).isEmpty();
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        if (parts.of(name(i)) == split) {
          expected.add(i);
        }
      }
      assertThat(values(splits.get(split))).as("%s", split).isEqualTo(expected);
      assertThat(splits.get(split).split()).isEqualTo(split);
    }
  }

  @Test
  void doesNotDependOnThreads() {
    writeNumbered(folder, 60);
    ImageFiles.write(folder, "x/broken.png", TEXT);
    DataSettings settings = settings(OnBadImage.SKIP, 0);

    String one = ImageFolder.load(settings, ReadingProgress.NONE, Remedy.SETTINGS, 1).fingerprint();

    for (int threads : new int[] {2, 7, 100}) {
      Splits splits = ImageFolder.load(settings, ReadingProgress.NONE, Remedy.SETTINGS, threads);
      assertThat(splits.fingerprint()).as("%d threads", threads).isEqualTo(one);
    }
  }

  @Test
  void tellsItsProgressFromOneToAll() {
    writeNumbered(folder, 30);
    List<String> told = new ArrayList<>();

    ImageFolder.load(
        settings(OnBadImage.ERROR, 0),
        (done, total) -> told.add(done + "/" + total),
        Remedy.SETTINGS);

    assertThat(told).hasSize(30).startsWith("1/30", "2/30").endsWith("30/30");
  }

  @Test
  void endsWithWhatItsProgressThrows() {
    writeNumbered(folder, 30);
    IllegalStateException enough = new IllegalStateException("enough");
    List<Integer> told = new ArrayList<>();
    ReadingProgress progress =
        (done, total) -> {
          told.add(done);
          if (done >= 5) {
            throw enough;
          }
        };

    assertThatThrownBy(
            () -> ImageFolder.load(settings(OnBadImage.ERROR, 0), progress, Remedy.SETTINGS, 2))
        .isSameAs(enough);
    // The other thread may have been at one more.
    assertThat(told).hasSizeBetween(5, 6);
    assertThatThrownBy(
            () ->
                ImageFolder.readNamed(
                    folder,
                    2,
                    2,
                    3,
                    images(OnBadImage.ERROR),
                    (done, total) -> {
                      throw enough;
                    }))
        .isSameAs(enough);
  }

  @Test
  void stopsAtBadPicturesAndNamesThemAll() {
    writeNumbered(folder, 20);
    ImageFiles.write(folder, "b/text.jpg", TEXT);
    ImageFiles.write(folder, "a/huge.png", ImageFiles.pngHeader(60_000, 60_000));

    assertFails(
        settings(OnBadImage.ERROR, 0),
        Failure.Kind.BAD_DATA,
        "data.path: "
            + folder
            + ": expected readable pictures only, found 2 of 22 that cannot be read:\n"
            + "  a/huge.png: 60000x60000 pixels (height x width); at most 100,000,000 are read\n"
            + "  b/text.jpg: its first bytes are not those of PNG, JPEG, WebP, BMP or GIF\n"
            + "To go on without them write data.images.on-bad-image: skip");
  }

  @Test
  void goesOnWithoutBadPicturesIfAskedTo() {
    writeNumbered(folder, 20);
    Splits clean = DataLoader.load(settings(OnBadImage.ERROR, 0));
    ImageFiles.write(folder, "000-first.jpg", TEXT);
    ImageFiles.write(folder, "p007x.png", new byte[0]);
    ImageFiles.write(folder, "z/last.png", ImageFiles.pngHeader(60_000, 60_000));

    Splits splits = DataLoader.load(settings(OnBadImage.SKIP, 0));

    assertThat(splits.fingerprint()).isEqualTo(clean.fingerprint());
    assertThat(splits.notes())
        .containsExactly(
            "skipped 3 of 23 images: 2 not an image (000-first.jpg, p007x.png), 1 too large"
                + " (z/last.png)");
  }

  @Test
  void readsNoMorePicturesThanTheLimitNeeds() {
    writeNumbered(folder, 40);
    Splits all = DataLoader.load(settings(OnBadImage.ERROR, 0));
    int[] reads = {0};

    Splits few =
        ImageFolder.load(
            settings(OnBadImage.ERROR, 2), (done, total) -> reads[0] = total, Remedy.SETTINGS);

    assertThat(reads[0]).isEqualTo(6);
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
      assertThat(values(few.get(split))).isEqualTo(values(all.get(split)).subList(0, 2));
    }
  }

  @Test
  void fillsTheLimitWithGoodPictures() {
    writeNumbered(folder, 40);
    Splits all = DataLoader.load(settings(OnBadImage.ERROR, 0));
    List<Integer> train = values(all.train());
    ImageFiles.write(folder, name(train.get(0)), TEXT);
    ImageFiles.write(folder, name(train.get(2)), TEXT);

    Splits few = DataLoader.load(settings(OnBadImage.SKIP, 2));

    assertThat(values(few.train())).containsExactly(train.get(1), train.get(3));
    assertThat(few.notes()).singleElement().asString().startsWith("skipped 2 of 8 images: ");
  }

  /** The fourth picture is decoded where the third one was before it took the bad one's place. */
  @Test
  void whatAPadLeavesFreeIsBlackBehindABadPictureToo() {
    writeNumbered(folder, 40);
    HashSplit parts = new HashSplit(THIRDS);
    Iterator<String> train =
        IntStream.range(0, 100)
            .mapToObj(i -> String.format("a%02d.png", i))
            .filter(name -> parts.of(name) == Split.TRAIN)
            .iterator();
    ImageFiles.write(folder, train.next(), plain(3, 3));
    ImageFiles.write(folder, train.next(), TEXT);
    ImageFiles.write(folder, train.next(), plain(2, 4));
    ImageFiles.write(folder, train.next(), plain(4, 2));
    ImageSettings padded = new ImageSettings(4, 4, Color.GREY, Fit.PAD, OnBadImage.SKIP);

    ImageSet set = (ImageSet) DataLoader.load(settings(folder, padded, 3)).train();

    assertThat(pixels(set, 1)).containsExactly(0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0);
    assertThat(pixels(set, 2)).containsExactly(0, 9, 9, 0, 0, 9, 9, 0, 0, 9, 9, 0, 0, 9, 9, 0);
  }

  private static byte[] plain(int height, int width) {
    return ImageFiles.encode(ImageFiles.plain(height, width, 0x090909), "png");
  }

  private static int[] pixels(ImageSet set, int image) {
    return IntStream.range(0, 16).map(i -> set.pixel(image, i)).toArray();
  }

  @Test
  void saysWhatItLeftOut() {
    writeNumbered(folder, 20);
    ImageFiles.write(folder, "a.tif", TEXT);
    ImageFiles.write(folder, "b.TIF", TEXT);
    ImageFiles.write(folder, "LICENSE", TEXT);

    assertThat(DataLoader.load(settings(OnBadImage.ERROR, 0)).notes())
        .containsExactly("ignored 3 other files (.tif 2, no extension 1)");
  }

  @Test
  void refusesAFolderWithoutPictures() {
    String start =
        "data.path: " + folder + ": expected pictures (png, jpg, jpeg, webp, bmp, gif), ";
    assertFails(
        settings(OnBadImage.ERROR, 0), Failure.Kind.BAD_CONFIG, start + "found an empty folder");

    ImageFiles.write(folder, "a.tif", TEXT);
    assertFails(
        settings(OnBadImage.ERROR, 0),
        Failure.Kind.BAD_CONFIG,
        start + "found none, but 1 other file (.tif 1)");
  }

  @Test
  void refusesAMissingFolderAndAFileInItsPlace() {
    Path file = ImageFiles.write(folder, "a.png", TEXT);
    assertFails(
        settings(file, OnBadImage.ERROR, 0),
        Failure.Kind.BAD_CONFIG,
        "data.path: " + file + ": expected a folder of pictures, found a file");
    Path absent = folder.resolve("absent");
    assertFails(
        settings(absent, OnBadImage.ERROR, 0),
        Failure.Kind.BAD_CONFIG,
        "data.path: " + absent + ": expected a folder of pictures, found nothing there");
  }

  @Test
  void refusesAnEmptyPart() {
    ImageFiles.write(folder, "a.png", picture(1));

    Failure failure =
        catchThrowableOfType(Failure.class, () -> DataLoader.load(settings(OnBadImage.ERROR, 0)));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
    assertThat(failure)
        .hasMessageStartingWith("data.split: expected pictures in each part of " + folder);
  }

  @Test
  void saysWhatWasSkippedWhenThatLeavesAnEmptyPart() {
    for (int i = 0; i < 20; i++) {
      ImageFiles.write(folder, name(i), TEXT);
    }

    Failure failure =
        catchThrowableOfType(Failure.class, () -> DataLoader.load(settings(OnBadImage.SKIP, 0)));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
    assertThat(failure)
        .hasMessageContaining(folder + " (skipped 20 of 20 images: 20 not an image (p000.png, ")
        .hasMessageContaining("found 0 for training");
  }

  private DataSettings settings(OnBadImage onBadImage, int limit) {
    return settings(folder, onBadImage, limit);
  }

  private static DataSettings settings(Path path, OnBadImage onBadImage, int limit) {
    return settings(path, images(onBadImage), limit);
  }

  private static DataSettings settings(Path path, ImageSettings images, int limit) {
    return new DataSettings(
        DataSettings.Set.IMAGES,
        Optional.of(path),
        Binarization.NONE,
        1,
        limit,
        images,
        THIRDS,
        TestSettings.TABLE,
        TestSettings.TEXT,
        TestSettings.SHAPES,
        false,
        ImagePluginSettings.NONE,
        AugmentationSettings.NONE);
  }

  private static void assertFails(DataSettings settings, Failure.Kind kind, String message) {
    Failure failure = catchThrowableOfType(Failure.class, () -> DataLoader.load(settings));
    assertThat(failure).hasMessage(message);
    assertThat(failure.kind()).isEqualTo(kind);
  }
}
