package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.tensorflow.framework.Summary;

class RunEventsTest {
  @TempDir private Path folder;

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
    try (RunEvents events = new RunEvents(folder, 0)) {
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
    try (RunEvents first = new RunEvents(folder, 0)) {
      for (long step : new long[] {10, 20, 30}) {
        first.line("train", line(step, "loss", 1.0));
      }
    }
    Path file = EventReading.files(folder).get(0);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));
    try (RunEvents second = new RunEvents(folder, 20)) {
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
    try (RunEvents first = new RunEvents(folder, 0)) {
      first.line("train", line(10, "loss", 1.0));
    }
    try (RunEvents again = new RunEvents(folder, 0)) {
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
    try (RunEvents again = new RunEvents(folder, 0)) {
      again.line("train", line(10, "loss", 5.0));
    }
    assertThat(EventReading.files(folder).get(1).getFileName())
        .hasToString("events.out.tfevents.9000000001.rdvae.000000000000");
    assertThat(EventReading.steps(EventReading.kept(folder), "train/loss")).containsExactly(10L);
  }

  @Test
  void picturesAreNamedByTheirKind() throws IOException {
    FakeRun run = FakeRun.in(folder.resolve("run")).picture("samples", 2, 24);
    Path picture = run.folder().resolve("samples/samples-epoch-00002.png");
    try (RunEvents events = new RunEvents(folder, 0)) {
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

  @Test
  void aFolderThatIsGoneIsToldByTheFile() {
    assertThatThrownBy(() -> new RunEvents(folder.resolve("absent"), 0))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.INPUT_OUTPUT))
        .hasMessageContaining(" cannot be written: ");
  }
}
