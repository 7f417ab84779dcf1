package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

class ImageFolderListingTest {
  private static final byte[] ANY = {1};

  @TempDir Path folder;

  @Test
  void listsSubFoldersInTheOrderOfWholeNames() {
    for (String name : List.of("b.png", "a/z.jpg", "a-b/c.webp", "a/b/c.gif", "B.bmp", "a.jpeg")) {
      ImageFiles.write(folder, name, ANY);
    }

    assertThat(names(folder))
        .containsExactly("B.bmp", "a-b/c.webp", "a.jpeg", "a/b/c.gif", "a/z.jpg", "b.png");
  }

  @Test
  void leavesOutHiddenFilesAndFolders() {
    ImageFiles.write(folder, ".hidden.png", ANY);
    ImageFiles.write(folder, ".git/a.png", ANY);
    ImageFiles.write(folder, "a/._b.png", ANY);
    ImageFiles.write(folder, "seen.png", ANY);

    ImageFolderListing listing = ImageFolderListing.of(folder);

    assertThat(names(folder)).containsExactly("seen.png");
    assertThat(listing.others()).isEmpty();
    assertThat(listing.otherFiles()).isEmpty();
  }

  @Test
  void listsAHiddenFolderThatWasAskedFor() {
    ImageFiles.write(folder, ".cache/a.png", ANY);

    assertThat(names(folder.resolve(".cache"))).containsExactly("a.png");
  }

  @Test
  void countsOtherFilesByExtension() {
    for (String name :
        List.of("a.txt", "b.TXT", "c.tif", "d.x.heic", "README", "f/.keep", "g.tif")) {
      ImageFiles.write(folder, name, ANY);
    }
    ImageFolderListing listing = ImageFolderListing.of(folder);
    assertThat(listing.otherFiles())
        .isEqualTo("6 other files (.tif 2, .txt 2, no extension 1, .heic 1)");

    ImageFiles.write(folder, "h.aa", ANY);
    ImageFiles.write(folder, "i.zz", ANY);
    assertThat(ImageFolderListing.of(folder).otherFiles()).endsWith(".heic 1, ...)");
  }

  @Test
  void decodesNamesTheSameInEveryLocale() {
    // Under another locale such names cannot be written, though they can be read.
    assumeThat(Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('猫'))
        .isTrue();
    ImageFiles.write(folder, "Füße und Hände/猫 100%25.png", ANY);
    ImageFiles.write(folder, "a b+c#d?.png", ANY);

    assertThat(names(folder)).containsExactly("Füße und Hände/猫 100%25.png", "a b+c#d?.png");
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void followsLinksButNotInCircles() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path pictures = Files.createDirectories(folder.resolve("pictures/sub"));
    ImageFiles.write(elsewhere, "linked.png", ANY);
    ImageFiles.write(pictures, "own.png", ANY);
    Files.createSymbolicLink(pictures.resolve("up"), folder.resolve("pictures"));
    Files.createSymbolicLink(pictures.resolve("itself"), pictures.resolve("itself"));
    Files.createSymbolicLink(pictures.resolve("out"), elsewhere);
    Files.createSymbolicLink(pictures.resolve("gone.png"), folder.resolve("gone"));

    assertThat(names(folder.resolve("pictures")))
        .containsExactly("sub/gone.png", "sub/out/linked.png", "sub/own.png");
  }

  @Test
  void namesFilesTheSameFromARelativePath() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    assumeThat(here.getRoot()).isEqualTo(folder.getRoot());
    ImageFiles.write(folder, "a/b.png", ANY);

    assertThat(names(here.relativize(folder.toRealPath()))).containsExactly("a/b.png");
  }

  @Test
  void refusesAFolderThatIsGone() {
    Path absent = folder.resolve("absent");

    Failure failure = catchThrowableOfType(Failure.class, () -> ImageFolderListing.of(absent));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.INPUT_OUTPUT);
    assertThat(failure).hasMessageStartingWith(absent + ": expected a folder that can be listed");
  }

  private static List<String> names(Path folder) {
    return ImageFolderListing.of(folder).entries().stream().map(FolderFiles.Entry::name).toList();
  }
}
