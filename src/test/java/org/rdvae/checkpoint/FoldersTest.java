package org.rdvae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

class FoldersTest {
  @TempDir Path folder;

  @Test
  void looksBeforeAFolderIsMadeAndLeavesNoTrace() {
    Path inside = folder.resolve("a/b");
    Folders.check(inside);
    assertThat(folder).isEmptyDirectory();

    Folders.make(inside);
    Folders.make(inside);
    Folders.check(inside);
    assertThat(inside).isEmptyDirectory();
  }

  @Test
  void refusesAFolderInAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path inside = file.resolve("inside");
    refused(() -> Folders.check(inside), inside + " cannot be made: " + file + " is a file.");
    refused(() -> Folders.check(file), file + " cannot be made: " + file + " is a file.");
    refused(() -> Folders.make(inside), inside + " cannot be made: ");
    refused(() -> Folders.make(file), file + " cannot be made: " + file + " is a file.");
  }

  private static void refused(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.OUTPUT))
        .hasMessageStartingWith("The folder " + words);
  }
}
