package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void inALogEveryMessageIsALine() {
    ProgressLine progress = new ProgressLine(out, 0, 100, 0);
    progress.show(25, "epoch 1");
    progress.message("saved");
    progress.clear();
    progress.show(100, "epoch 4");
    assertThat(printed().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("[#.....] 25% ").endsWith(" left epoch 1"),
            line -> assertThat(line).isEqualTo("saved"),
            line -> assertThat(line).isEqualTo("[######] 100% 0 s left epoch 4"));
    assertThat(printed()).doesNotContain("\r");
  }

  @Test
  void onATerminalOneLineIsWrittenOver() {
    ProgressLine progress = new ProgressLine(out, 80, 100, 0);
    progress.show(50, "a long sentence");
    String first = printed();
    assertThat(first).startsWith("\r[###...] 50% ").endsWith("a long sentence");
    assertThat(first).doesNotContain("\n");
    progress.show(100, "short");
    String second = printed().substring(first.length());
    assertThat(second).startsWith("\r[######] 100% 0 s left short");
    assertThat(second).as("covers the first").hasSameSizeAs(first);
  }

  @Test
  void onATerminalAMessageTakesTheBarsPlace() {
    ProgressLine progress = new ProgressLine(out, 80, 100, 0);
    progress.message("begins");
    assertThat(printed()).isEqualTo("begins" + System.lineSeparator());
    progress.show(50, "words");
    int before = printed().length();
    int bar = before - "begins".length() - System.lineSeparator().length() - 1;
    progress.message("saved");
    assertThat(printed().substring(before))
        .isEqualTo("\r" + " ".repeat(bar) + "\rsaved" + System.lineSeparator());
    progress.message("again");
    assertThat(printed())
        .endsWith("\rsaved" + System.lineSeparator() + "again" + System.lineSeparator());
  }

  @Test
  void clearTakesTheBarAwayOnce() {
    ProgressLine progress = new ProgressLine(out, 80, 100, 0);
    progress.clear();
    assertThat(printed()).isEmpty();
    progress.show(50, "words");
    int before = printed().length();
    progress.clear();
    progress.clear();
    assertThat(printed().substring(before)).isEqualTo("\r" + " ".repeat(before - 1) + "\r");
  }

  @Test
  void neverWraps() {
    ProgressLine progress = new ProgressLine(out, 40, 100, 0);
    progress.show(50, "words ".repeat(20));
    assertThat(printed()).startsWith("\r[###...]").hasSize(1 + 39);
  }

  /** Of 1000, 900 were done by an earlier process; this one did 50 of its 100. */
  @Test
  void theRestIsJudgedByThisProcessAlone() throws InterruptedException {
    long begun = System.nanoTime();
    ProgressLine progress = new ProgressLine(out, 0, 1000, 900);
    Thread.sleep(600);
    progress.show(950, "words");
    double seconds = (System.nanoTime() - begun) / 1e9;
    assertThat(printed()).contains(" 95% ");
    String left = printed().replaceAll("(?s).* (\\d+) s left words.*", "$1");
    assertThat(Double.parseDouble(left)).isBetween(0.6 - 0.5, seconds + 0.5);
  }

  @Test
  void nothingIsDueAtOnce() throws InterruptedException {
    ProgressLine terminal = new ProgressLine(out, 80, 100, 0);
    ProgressLine log = new ProgressLine(out, 0, 100, 0);
    assertThat(log.isDue()).isFalse();
    Thread.sleep(210);
    assertThat(terminal.isDue()).isTrue();
    assertThat(log.isDue()).as("a log needs a line every ten seconds").isFalse();
    terminal.show(1, "words");
    assertThat(terminal.isDue()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "0.4, 0 s",
    "59.4, 59 s",
    "59.5, 1 min 00 s",
    "185, 3 min 05 s",
    "3599, 59 min 59 s",
    "3600, 1 h 00 min",
    "7800, 2 h 10 min",
    "360000, 100 h 00 min"
  })
  void saysDurationsInWords(double seconds, String words) {
    assertThat(ProgressLine.duration(seconds)).isEqualTo(words);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
