package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.base.JavaProcess;

class RunFolderTest {
  @TempDir Path temporary;
  private Path path;

  @BeforeEach
  void nameFolder() {
    path = temporary.resolve("runs").resolve("one");
  }

  @Test
  void isMadeWithItsLockFileOnly() throws IOException {
    try (RunFolder folder = RunFolder.create(path)) {
      assertThat(folder.path()).isEqualTo(path);
      try (var entries = Files.list(path)) {
        assertThat(entries).containsExactly(path.resolve("run.lock"));
      }
      folder.begin();
      assertThat(path.resolve("samples")).isEmptyDirectory();
      assertThat(path.resolve("checkpoints")).isEmptyDirectory();
    }
  }

  @Test
  void namesItsFilesAsTheyArePublished() {
    try (RunFolder folder = RunFolder.create(path)) {
      assertThat(folder.config()).isEqualTo(path.resolve("config.yaml"));
      assertThat(folder.provenance(0)).isEqualTo(path.resolve("provenance.json"));
      assertThat(folder.provenance(40)).isEqualTo(path.resolve("provenance-from-step-40.json"));
      assertThat(folder.metrics()).isEqualTo(path.resolve("metrics.jsonl"));
      assertThat(folder.timing()).isEqualTo(path.resolve("timing.jsonl"));
      assertThat(RunFolder.evaluation(path)).isEqualTo(path.resolve("evaluation.json"));
      assertThat(folder.lastCheckpoint()).isEqualTo(path.resolve("checkpoints/last.safetensors"));
      assertThat(folder.bestCheckpoint()).isEqualTo(path.resolve("checkpoints/best.safetensors"));
    }
  }

  @Test
  void aRefusedJobMayBeginAgain() {
    RunFolder.create(path).close();
    RunFolder.create(path).close();
    assertThat(path).isDirectoryContaining("glob:**run.lock");
  }

  @Test
  void refusesAFolderWithAnythingInIt() throws IOException {
    Files.createDirectories(path);
    Files.writeString(path.resolve("file"), "");
    expect(Failure.Kind.OUTPUT, "is not empty", () -> RunFolder.create(path));
    assertThat(path.resolve("run.lock")).doesNotExist();
  }

  @Test
  void refusesARunOfEarlier() throws IOException {
    try (RunFolder folder = RunFolder.create(path)) {
      Files.writeString(folder.metrics(), "");
    }
    expect(Failure.Kind.OUTPUT, "is not empty. Add --resume", () -> RunFolder.create(path));
    // The refusal gave its lock back.
    expect(Failure.Kind.OUTPUT, "is not empty. Add --resume", () -> RunFolder.create(path));
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    expect(Failure.Kind.OUTPUT, file + " is a file", () -> RunFolder.create(file));
  }

  @Test
  void resumesOnlyWhereARunBegan() {
    expect(Failure.Kind.MISSING_PATH, "no run to resume in", () -> RunFolder.resume(path));
    assertThat(path).doesNotExist();
    try (RunFolder folder = RunFolder.create(path)) {
      folder.begin();
    }
    RunFolder.resume(path).close();
  }

  @Test
  void isLockedAgainstThisProcess() {
    try (RunFolder folder = RunFolder.create(path)) {
      expect(
          Failure.Kind.LOCKED,
          "Another process is training in the run folder " + path,
          () -> RunFolder.create(folder.path()));
      // Under another name too.
      expect(
          Failure.Kind.LOCKED,
          "Another process",
          () -> RunFolder.create(path.resolve("..").resolve("one")));
    }
    RunFolder.create(path).close();
  }

  /** On Linux, opening and closing the lock file once more would give the lock up. */
  @Test
  void staysLockedAgainstOthersWhenThisProcessTriesAgain() throws Exception {
    try (RunFolder folder = RunFolder.create(path)) {
      expect(Failure.Kind.LOCKED, "Another process", () -> RunFolder.create(folder.path()));
      assertThat(lockFromAnotherProcess()).isEqualTo("locked");
    }
    assertThat(lockFromAnotherProcess()).isEqualTo("free");
  }

  private String lockFromAnotherProcess() {
    return JavaProcess.of(Locker.class, path.resolve("run.lock")).output().strip();
  }

  /** Says whether it could lock a file. */
  static final class Locker {
    private Locker() {}

    public static void main(String[] arguments) throws IOException {
      try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        System.out.println(lock == null ? "locked" : "free");
      }
    }
  }

  private static void expect(Failure.Kind kind, String words, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOf(Failure.class)
        .hasMessageContaining(words)
        .extracting(failure -> ((Failure) failure).kind())
        .isEqualTo(kind);
  }
}
