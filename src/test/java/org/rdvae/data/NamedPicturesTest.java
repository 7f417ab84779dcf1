package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.rdvae.data.NumberedPictures.TEXT;
import static org.rdvae.data.NumberedPictures.images;
import static org.rdvae.data.NumberedPictures.picture;
import static org.rdvae.data.NumberedPictures.values;
import static org.rdvae.data.NumberedPictures.writeNumbered;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.data.ImageSettings.OnBadImage;

/** Pictures that a command names, single ones and folders. */
class NamedPicturesTest {
  @TempDir Path folder;

  @Test
  void readsANamedFolderInOrder() {
    writeNumbered(folder, 5);
    ImageFiles.write(folder, "q.png", TEXT);

    NamedImages pictures =
        ImageFolder.readNamed(folder, 2, 2, 3, images(OnBadImage.SKIP), ReadingProgress.NONE);

    assertThat(pictures.images()).hasToString("INPUT: 5 images of 2x2x3");
    assertThat(values(pictures.images())).containsExactly(0, 1, 2, 3, 4);
    assertThat(pictures.names())
        .containsExactly("p000.png", "p001.png", "p002.png", "p003.png", "p004.png");
    assertThat(pictures.notes()).containsExactly("skipped 1 of 6 images: 1 not an image (q.png)");
  }

  @Test
  void readsOneNamedPicture() {
    Path file = ImageFiles.write(folder, "without extension", picture(7));

    ImageSet image =
        ImageFolder.readNamed(file, 2, 4, 1, images(OnBadImage.ERROR), ReadingProgress.NONE)
            .images();

    assertThat(image).hasToString("INPUT: 1 images of 2x4");
    assertThat(values(image)).containsExactly(7);
  }

  @Test
  void refusesNamedFilesThatAreNoPictures() {
    Path file = ImageFiles.write(folder, "a.png", TEXT);
    ImageSettings skip = images(OnBadImage.SKIP);

    Failure bad =
        catchThrowableOfType(
            Failure.class, () -> ImageFolder.readNamed(file, 2, 2, 3, skip, ReadingProgress.NONE));
    assertThat(bad.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(bad)
        .hasMessage(
            file
                + ": expected a picture or an idx file, found: its first bytes are not those of PNG, JPEG, WebP,"
                + " BMP or GIF");

    Failure all =
        catchThrowableOfType(
            Failure.class,
            () -> ImageFolder.readNamed(folder, 2, 2, 3, skip, ReadingProgress.NONE));
    assertThat(all.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(all)
        .hasMessageContaining("found 1 of 1 that cannot be read:\n  a.png: ")
        .hasMessageContaining("\nRemove or repair these files");
  }

  @Test
  void refusesANamedFolderWithoutPictures() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () ->
                ImageFolder.readNamed(
                    empty, 2, 2, 3, images(OnBadImage.SKIP), ReadingProgress.NONE));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(failure).hasMessageEndingWith("found an empty folder");
  }

  @Test
  void refusesMoreThanFitsBeforeDecoding() {
    ImageFiles.write(folder, "a.png", TEXT);
    ImageFiles.write(folder, "b.png", TEXT);

    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () ->
                ImageFolder.readNamed(
                    folder, 16384, 16384, 3, images(OnBadImage.ERROR), ReadingProgress.NONE));

    assertThat(failure.kind()).isIn(Failure.Kind.OUT_OF_MEMORY, Failure.Kind.BAD_CONFIG);
    assertThat(failure)
        .hasMessageStartingWith(folder + ": 2 pictures of 16384x16384x3 need 1.61 GB of memory");
  }
}
