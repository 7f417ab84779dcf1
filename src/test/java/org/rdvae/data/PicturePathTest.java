package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

class PicturePathTest {
  @TempDir private Path folder;

  private Path make(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "content");
  }

  @Test
  void aFileIsItselfWhateverItIs() throws IOException {
    Path file = make("photo.dat");
    assertThat(PicturePath.of(file)).containsExactly(new PicturePath(file.toString(), file));
  }

  @Test
  void aFolderIsThePicturesInItAndBelowByName() throws IOException {
    Path second = make("b.PNG");
    Path third = make("sub/a.webp");
    Path first = make("a.jpg");
    make("notes.txt");
    make(".hidden.png");
    assertThat(PicturePath.of(folder))
        .containsExactly(
            new PicturePath(folder + "/a.jpg", first),
            new PicturePath(folder + "/b.PNG", second),
            new PicturePath(folder + "/sub/a.webp", third));
  }

  @Test
  void refusesWhatIsNotThereOrHoldsNoPicture() throws IOException {
    Path absent = folder.resolve("absent");
    assertRefused(
        absent,
        Failure.Kind.MISSING_PATH,
        absent + " does not exist; expected a picture or a folder of pictures.");
    assertRefused(
        folder,
        Failure.Kind.BAD_DATA,
        folder + ": expected PNG, JPEG, WebP, BMP or GIF files, found an empty folder.");
    make("a.txt");
    make("b.txt");
    assertRefused(
        folder,
        Failure.Kind.BAD_DATA,
        folder + ": expected PNG, JPEG, WebP, BMP or GIF files, found 2 other files (.txt 2).");
  }

  private static void assertRefused(Path path, Failure.Kind kind, String message) {
    assertThatThrownBy(() -> PicturePath.of(path))
        .isInstanceOf(Failure.class)
        .hasMessage(message)
        .extracting(failure -> ((Failure) failure).kind())
        .isEqualTo(kind);
  }
}
