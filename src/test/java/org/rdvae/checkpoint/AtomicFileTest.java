package org.rdvae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

class AtomicFileTest {
  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void writeWhatIsThereBefore() throws IOException {
    target = Files.writeString(folder.resolve("target.bin"), "before");
  }

  @Test
  void replacesTheTargetAndLeavesNothingElse() throws IOException {
    AtomicFile.write(target, out -> out.write("after".getBytes(StandardCharsets.US_ASCII)));

    assertThat(target).hasContent("after");
    assertThat(names()).containsExactly("target.bin");
  }

  @Test
  void makesANewFileInTheWorkingFolder() throws IOException {
    Path relative = Path.of("atomic-file-test-" + System.nanoTime() + ".tmp");
    try {
      AtomicFile.write(relative, out -> out.write(7));
      assertThat(Files.readAllBytes(relative)).containsExactly(7);
    } finally {
      Files.deleteIfExists(relative);
    }
  }

  @Test
  void renamesOverWhatIsThere() throws IOException {
    Path other = Files.writeString(folder.resolve("other.bin"), "after");
    AtomicFile.rename(other, target);
    assertThat(target).hasContent("after");
    assertThat(names()).containsExactly("target.bin");
  }

  @Test
  void keepsTheTargetUntilTheNewContentIsComplete() {
    AtomicFile.write(
        target,
        out -> {
          out.write(new byte[200_000]);
          assertThat(target).hasContent("before");
          assertThat(names())
              .hasSize(2)
              .anySatisfy(
                  name -> assertThat(name).matches("\\.target\\.bin\\.[0-9a-f-]{36}\\.tmp"));
        });

    assertThat(target).hasSize(200_000);
  }

  @Test
  void leavesTheTargetAloneWhenTheDiskIsFull() throws IOException {
    Failure failure =
        refusal(
            target,
            out -> {
              out.write(new byte[200_000]);
              throw new IOException("No space left on device");
            });

    assertThat(failure).hasMessage(target + " could not be written: No space left on device");
    assertUntouched();
  }

  @Test
  void leavesTheTargetAloneWhenTheWriterBreaks() throws IOException {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    out -> {
                      throw new IllegalStateException("bug");
                    }))
        .withMessage("bug");
    assertUntouched();
  }

  @Test
  void noticesThatTheDiskHoldsOtherBytesThanWereWritten() throws IOException {
    Failure failure = refusal(target, this::writeAndCorrupt);

    assertThat(failure.getMessage())
        .matches(
            "\\Q"
                + target
                + "\\E could not be written: it reads back differently: CRC32C [0-9a-f]{8} expected, [0-9a-f]{8} found");
    assertUntouched();
  }

  @Test
  void refusesAMissingFolderAndAFolderAsTarget() throws IOException {
    Path nowhere = folder.resolve("missing").resolve("file");
    assertThat(refusal(nowhere, out -> {}))
        .hasMessage(nowhere + " could not be written: its folder does not exist");

    Path inner = Files.createDirectory(folder.resolve("inner"));
    assertThat(refusal(inner, out -> {}))
        .hasMessage(inner + " could not be written: it is a folder");
    assertThat(names()).containsExactlyInAnyOrder("target.bin", "inner");
  }

  @Test
  void saysWhyTheTemporaryCannotBeMade() {
    Path tooLong = folder.resolve("x".repeat(250));

    assertThat(refusal(tooLong, out -> {}))
        .hasMessageStartingWith(tooLong + " could not be written: ");
  }

  private void writeAndCorrupt(OutputStream out) throws IOException {
    out.write(new byte[200_000]);
    String temporary =
        names().stream().filter(name -> name.endsWith(".tmp")).findFirst().orElseThrow();
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(temporary).toFile(), "rw")) {
      file.seek(1234);
      file.write(1);
    }
  }

  private static Failure refusal(Path target, AtomicFile.Writer writer) {
    Failure failure = catchThrowableOfType(Failure.class, () -> AtomicFile.write(target, writer));
    assertThat(failure).isNotNull();
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INPUT_OUTPUT);
    return failure;
  }

  private void assertUntouched() throws IOException {
    assertThat(target).hasContent("before");
    assertThat(names()).containsExactly("target.bin");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
