package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.Summary;

class RunEventsTest {
  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  @AfterEach
  void warnsOfNothingElse() {
    assertThat(warnings).isEmpty();
  }

  private static Map<String, Object> line(long step, Object... more) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("type", "train");
    line.put("step", step);
    line.put("best", true);
    for (int i = 0; i < more.length; i += 2) {
      line.put((String) more[i], more[i + 1]);
    }
    return line;
  }

  @Test
  void numbersOfALineBecomeScalars() {
    try (RunEvents events = new RunEvents(folder, 0, warnings::add)) {
      events.line(
          "validation",
          line(
              30,
              "elbo",
              -90.5,
              "missing",
              null,
              "rate_by_level",
              List.of(1.5, 2.5),
              "qualities",
              List.of(Map.of("quality", 3.0, "psnr", 31.5))));
    }
    Map<String, Float> scalars = new LinkedHashMap<>();
    for (EventReading.Event event : EventReading.kept(folder)) {
      if (event.summary() != null) {
        assertThat(event.step()).isEqualTo(30);
        for (Summary.Value value : event.summary().getValueList()) {
          scalars.put(value.getTag(), value.getSimpleValue());
        }
      }
    }
    assertThat(scalars)
        .containsOnly(
            Map.entry("validation/elbo", -90.5f),
            Map.entry("validation/rate_by_level/1", 1.5f),
            Map.entry("validation/rate_by_level/2", 2.5f),
            Map.entry("validation/psnr/quality_3", 31.5f));
  }

  /** A process was killed, with a torn record, ten steps behind its last checkpoint of step 20. */
  @Test
  void aResumedRunTakesBackWhatItMakesAgain() throws IOException {
    try (RunEvents first = new RunEvents(folder, 0, warnings::add)) {
      for (long step : new long[] {10, 20, 30}) {
        first.line("train", line(step, "loss", 1.0));
      }
    }
    Path file = EventReading.files(folder).get(0);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));
    try (RunEvents second = new RunEvents(folder, 20, warnings::add)) {
      second.line("train", line(30, "loss", 2.0));
      second.line("train", line(40, "loss", 3.0));
    }
    assertThat(EventReading.files(folder)).hasSize(2);
    List<EventReading.Event> kept = EventReading.kept(folder);
    assertThat(EventReading.steps(kept, "train/loss")).containsExactly(10L, 20L, 30L, 40L);
    assertThat(kept.get(kept.size() - 2).summary().getValue(0).getSimpleValue()).isEqualTo(2f);
  }

  @Test
  void aRunThatBeginsAgainTakesEverythingBack() {
    try (RunEvents first = new RunEvents(folder, 0, warnings::add)) {
      first.line("train", line(10, "loss", 1.0));
    }
    try (RunEvents again = new RunEvents(folder, 0, warnings::add)) {
      again.line("train", line(10, "loss", 5.0));
    }
    assertThat(EventReading.steps(EventReading.kept(folder), "train/loss")).containsExactly(10L);
  }

  @Test
  void aClockThatWasSetBackDoesNotMixTheFiles() throws IOException {
    Files.write(
        folder.resolve("events.out.tfevents.9000000000.rdvae.000000000000"),
        EventRecord.joined(
            List.of(EventRecord.version(), EventRecord.scalars(10, Map.of("train/loss", 1.0)))));
    try (RunEvents again = new RunEvents(folder, 0, warnings::add)) {
      again.line("train", line(10, "loss", 5.0));
    }
    assertThat(EventReading.files(folder).get(1).getFileName())
        .hasToString("events.out.tfevents.9000000001.rdvae.000000000000");
    assertThat(EventReading.steps(EventReading.kept(folder), "train/loss")).containsExactly(10L);
  }

  /** An interrupted thread's channel fails as one on a full disk does. */
  @Test
  void aFileThatFailsIsLeftAndThatIsSaidOnce() throws IOException {
    FakeRun run = FakeRun.in(folder.resolve("run")).picture("samples", 2, 24);
    Path picture = run.folder().resolve("samples/samples-epoch-00002.png");
    try (RunEvents events = new RunEvents(folder, 0, warnings::add)) {
      events.line("train", line(10, "loss", 1.0));
      Thread.currentThread().interrupt();
      events.line("train", line(20, "loss", 2.0));
      assertThat(Thread.interrupted()).isTrue();
      events.line("train", line(30, "loss", 3.0));
      events.pictures(30, List.of(picture));
    }
    assertThat(EventReading.steps(EventReading.kept(folder), "train/loss")).containsExactly(10L);
    assertThat(warnings)
        .containsExactly(
            "TensorBoard's events cannot be written:"
                + " java.nio.channels.ClosedByInterruptException; the training goes on without"
                + " them, and all numbers are in metrics.jsonl.");
    warnings.clear();
  }

  @Test
  void aFileThatCannotBeMadeIsSaidOnceToo() {
    Path missing = folder.resolve("missing");
    try (RunEvents events = new RunEvents(missing, 0, warnings::add)) {
      events.line("train", line(10, "loss", 1.0));
    }
    assertThat(warnings)
        .containsExactly(
            "TensorBoard's events cannot be written: java.nio.file.NoSuchFileException: "
                + missing
                + "; the training goes on without them, and all numbers are in metrics.jsonl.");
    warnings.clear();
  }

  @Test
  void picturesThatAreGoneAreSaidOnce() {
    try (RunEvents events = new RunEvents(folder, 0, warnings::add)) {
      events.pictures(30, List.of(folder.resolve("a.png"), folder.resolve("b.png")));
      events.line("train", line(40, "loss", 3.0));
    }
    assertThat(warnings).hasSize(1).first().asString().contains("a.png; the training goes on");
    warnings.clear();
  }

  @Test
  void picturesAreNamedByTheirKind() throws IOException {
    FakeRun run = FakeRun.in(folder.resolve("run")).picture("samples", 2, 24);
    Path picture = run.folder().resolve("samples/samples-epoch-00002.png");
    try (RunEvents events = new RunEvents(folder, 0, warnings::add)) {
      events.pictures(60, List.of(picture));
    }
    Summary.Value value =
        EventReading.kept(folder).stream()
            .filter(event -> event.summary() != null)
            .findFirst()
            .orElseThrow()
            .summary()
            .getValue(0);
    assertThat(value.getTag()).isEqualTo("samples");
    assertThat(value.getImage().getWidth()).isEqualTo(24);
    assertThat(value.getImage().getEncodedImageString().toByteArray())
        .isEqualTo(Files.readAllBytes(picture));
  }
}
