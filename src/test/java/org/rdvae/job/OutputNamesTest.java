package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

class OutputNamesTest {
  @TempDir Path folder;

  @Test
  void oneInputGoesToTheFileThatIsNamed() {
    assertThat(pair("x/y", "a.png")).containsExactly(new FilePair("a.png", "x/y"));
    assertThat(pair("-", "a.png")).containsExactly(new FilePair("a.png", "-"));
    assertThat(pair("b.rdv", "-")).containsExactly(new FilePair("-", "b.rdv"));
  }

  @Test
  void severalGoToAFolderUnderTheirOwnNames() {
    assertThat(pair("out", "x/a.b.png", "b", ".hidden", "-"))
        .containsExactly(
            new FilePair("x/a.b.png", "out/a.b.rdv"),
            new FilePair("b", "out/b.rdv"),
            new FilePair(".hidden", "out/.hidden.rdv"),
            new FilePair("-", "out/stdin.rdv"));
  }

  @Test
  void oneGoesToAFolderThatIsThereOrThatIsWrittenAsOne() throws IOException {
    assertThat(pair("new/", "a.png")).containsExactly(new FilePair("a.png", "new/a.rdv"));
    Path there = Files.createDirectory(folder.resolve("there"));
    assertThat(pair(there.toString(), "a.png"))
        .containsExactly(new FilePair("a.png", there + "/a.rdv"));
  }

  @Test
  void refusesTwoOutputsOfOneName() {
    assertRefused(
        "Expected one output for each input: x/a.png and y/A.jpg would both become out/A.rdv;"
            + " expected inputs whose names differ by more than folder, ending or capitals.",
        "out",
        "x/a.png",
        "b.png",
        "y/A.jpg");
  }

  @Test
  void refusesOneStreamForSeveral() {
    assertRefused(
        "Expected one output for each input: standard input (-) can be read only once, found"
            + " several.",
        "out",
        "-",
        "-");
    assertRefused(
        "Expected one output for each input: standard output (-) takes one file, found 2 inputs;"
            + " name a folder.",
        "-",
        "a.png",
        "b.png");
  }

  @Test
  void namesTheStreamForMessages() {
    assertThat(new FilePair("-", "a").inputName()).isEqualTo("standard input");
    assertThat(new FilePair("-", "a").inputPath()).isEmpty();
    assertThat(new FilePair("x", "-").inputPath()).hasValue(Path.of("x"));
    assertThat(new FilePair("x", "-").outputPath()).isEmpty();
  }

  private static List<FilePair> pair(String out, String... inputs) {
    return OutputNames.pair(List.of(inputs), out, ".rdv");
  }

  private static void assertRefused(String message, String out, String... inputs) {
    Failure failure = catchThrowableOfType(Failure.class, () -> pair(out, inputs));
    assertThat(failure).hasMessage(message);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE);
  }
}
