package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

class StorageTest {
  private final Storage storage = new Storage(new Configuration(false));

  @TempDir Path folder;

  private org.apache.hadoop.fs.Path path(String name) {
    return storage.qualified(folder.resolve(name).toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aFileIsReplacedWholeAndNothingElseIsLeft() throws IOException {
    storage.write(path("new/a"), bytes("first"));
    storage.write(path("new/a"), bytes("second"));
    assertThat(folder.resolve("new/a")).hasContent("second");
    assertThat(CorpusFiles.filesIn(folder)).containsExactly("new/a");
  }

  @Test
  void whoeverWritesOneFileAtOnceLeavesOneOfTheirs() throws IOException {
    List<String> contents = IntStream.range(0, 40).mapToObj("content %d"::formatted).toList();
    contents.parallelStream().forEach(text -> storage.write(path("a"), bytes(text)));
    assertThat(contents).contains(Files.readString(folder.resolve("a")));
    assertThat(CorpusFiles.filesIn(folder)).containsExactly("a");
  }

  @Test
  void aFileThatCannotBeWrittenLeavesNothing() throws IOException {
    Files.createDirectories(folder.resolve("taken/by/folder"));
    assertThatThrownBy(() -> storage.write(path("taken"), bytes("content")))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.INPUT_OUTPUT))
        .hasMessageContaining("taken could not be written: ");
    assertThat(CorpusFiles.filesIn(folder)).isEmpty();
  }

  @Test
  void aContentThatCannotBeMadeToItsEndLeavesTheOldFile() {
    storage.write(path("a"), bytes("old"));
    assertThatThrownBy(
            () ->
                storage.write(
                    path("a"),
                    out -> {
                      out.write(bytes("new"));
                      throw new Failure(Failure.Kind.BAD_DATA, "a part is damaged");
                    }))
        .hasMessage("a part is damaged");
    assertThat(folder.resolve("a")).hasContent("old");
    assertThat(CorpusFiles.filesIn(folder)).containsExactly("a");
  }

  @Test
  void whyAnInputCannotBeReadIsSaid() throws IOException {
    Files.createDirectories(folder.resolve("folder.png"));
    for (String[] expected :
        new String[][] {{"none.png", "it does not exist"}, {"folder.png", "it is a folder"}}) {
      String name = path(expected[0]).toString();
      assertThatThrownBy(() -> storage.readInput(name))
          .isInstanceOfSatisfying(
              Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_DATA))
          .hasMessage(name + ": " + expected[1]);
    }
  }

  @Test
  void aFileSystemThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> storage.qualified("nosuch://host/a"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nosuch://host/a: its file system cannot be reached: ");
  }
}
