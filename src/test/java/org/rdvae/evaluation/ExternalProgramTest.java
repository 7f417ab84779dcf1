package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

@EnabledOnOs({OS.LINUX, OS.MAC})
class ExternalProgramTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void givesBackWhatIsPrintedOnBothChannels() {
    assertThat(run(LONG, "echo one; echo two >&2")).isEqualTo("one\ntwo\n");
  }

  @Test
  void runsInItsFolder() {
    run(LONG, "echo hello > file.txt");
    assertThat(folder.resolve("file.txt")).hasContent("hello");
  }

  @Test
  void aMissingProgramIsNamed() {
    assertThatThrownBy(() -> new ExternalProgram(folder, LONG).run(List.of("no-such-program")))
        .isInstanceOf(Failure.class)
        .hasMessage("no-such-program is not installed, or not on the PATH")
        .extracting(failure -> ((Failure) failure).kind())
        .isEqualTo(Failure.Kind.INPUT_OUTPUT);
  }

  @Test
  void anExitCodeIsToldWithTheFirstWords() {
    assertThatThrownBy(() -> run(LONG, "echo; echo cannot read it; echo more; exit 3"))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "sh ended with exit code 3, saying: cannot read it (sh -c echo; echo cannot read it;"
                + " echo more; exit 3)");
    assertThatThrownBy(() -> run(LONG, "exit 1"))
        .hasMessage("sh ended with exit code 1, saying nothing (sh -c exit 1)");
  }

  @Test
  void whatTakesTooLongIsEnded() {
    long begun = System.nanoTime();
    assertThatThrownBy(() -> run(Duration.ofMillis(200), "exec sleep 60"))
        .isInstanceOf(Failure.class)
        .hasMessage("sh took longer than 0.2 s (sh -c exec sleep 60)");
    assertThat(System.nanoTime() - begun).isLessThan(30_000_000_000L);
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList())
        .allMatch(child -> !child.info().commandLine().orElse("").contains("sleep 60"));
  }

  @Test
  void manyWordsDoNotBlockIt() {
    assertThat(run(LONG, "yes | head -c 1000000")).hasSize(1_000_000);
  }

  @Test
  void whoReadsInputGetsItsEnd() {
    assertThat(run(LONG, "cat; echo done")).isEqualTo("done\n");
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run(LONG, "exec sleep 60"))
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted while a program ran");
    assertThat(Thread.interrupted()).isTrue();
  }

  private String run(Duration limit, String script) {
    return new ExternalProgram(folder, limit).run(List.of("sh", "-c", script));
  }
}
