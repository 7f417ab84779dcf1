package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.cli.CommandResult;
import org.rdvae.cli.RdvaeProcess;
import org.rdvae.cli.TinyJob;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process trains in a folder and saves all the time. Another training in that folder is turned
 * away, and whoever reads its files finds them whole. In every fifth case two processes begin in a
 * new folder at once, and one of them gets it.
 */
@Tag("reliability")
@Tag("two-writers")
@DisabledOnOs(OS.WINDOWS)
class TwoWritersTest {
  private static final int LOCKED = 75;
  private static final int TERMINATED = 128 + 15;
  private static final int READINGS = 20;

  @TempDir private Path folder;
  private TinyJob job;

  @Test
  void theSecondIsTurnedAwayAndReadersSeeWholeFiles() throws IOException {
    job = TinyJob.in(folder);
    Path run = folder.resolve("run");
    try (RdvaeProcess process = start(run)) {
      process.await(() -> Files.exists(TinyJob.best(run)));
      new Property("two-writers", 5, 20)
          .check(
              (number, random) -> {
                assertThat(process.isRunning()).as(process::output).isTrue();
                if (number % 5 == 4) {
                  beginAtOnce(number);
                } else {
                  intrude(run, random);
                }
              });
      process.terminate();
      assertThat(process.exitCode()).as(process::output).isEqualTo(TERMINATED);
    }
    read(run);
  }

  private RdvaeProcess start(Path run) {
    return RdvaeProcess.start(
        folder,
        job.train(
            run,
            "--set",
            "training.epochs=1000000",
            "--set",
            "run.checkpoint-minutes=0.0001",
            "--set",
            "run.picture-every=20"));
  }

  private void intrude(Path run, Random random) throws IOException {
    for (int i = 0; i < READINGS; i++) {
      read(run);
      RdvaeProcess.pause(random.nextInt(3));
    }
    Object[] words = random.nextBoolean() ? job.train(run) : job.train(run, "--resume");
    CommandResult.refused(LOCKED, CommandResult.saying("Another process is training"), words);
  }

  private static void read(Path run) throws IOException {
    assertThat(Checkpoint.read(TinyJob.last(run)).training()).isPresent();
    Checkpoint.read(TinyJob.best(run));
    CommandResult.done("inspect", TinyJob.last(run));
    for (String file : List.of("metrics.jsonl", "timing.jsonl")) {
      String text = Files.readString(run.resolve(file));
      text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .skip(Math.max(0, text.lines().count() - 100))
          .forEach(line -> assertThat(JsonMapper.shared().readTree(line).has("step")).isTrue());
    }
    assertThat(Files.readString(run.resolve("config.yaml"), StandardCharsets.UTF_8)).endsWith("\n");
    JsonMapper.shared().readTree(Files.readAllBytes(run.resolve("provenance.json")));
    try (Stream<Path> pictures = Files.list(run.resolve("samples"))) {
      Path newest =
          pictures
              .filter(picture -> !picture.getFileName().toString().endsWith(".tmp"))
              .max(Path::compareTo)
              .orElse(null);
      if (newest != null) {
        assertThat(ImageIO.read(newest.toFile())).as(newest.toString()).isNotNull();
      }
    }
  }

  private void beginAtOnce(int number) {
    Path run = folder.resolve("contended-" + number);
    try (RdvaeProcess one = start(run);
        RdvaeProcess other = start(run)) {
      one.await(() -> !other.isRunning());
      RdvaeProcess winner = one.isRunning() ? one : other;
      RdvaeProcess loser = one.isRunning() ? other : one;
      assertThat(loser.exitCode()).as(loser::output).isEqualTo(LOCKED);
      assertThat(loser.output()).contains("Another process is training");
      winner.await(() -> Files.exists(TinyJob.best(run)));
      assertThat(winner.isRunning()).as(winner::output).isTrue();
      winner.terminate();
      assertThat(winner.exitCode()).as(winner::output).isEqualTo(TERMINATED);
    }
  }
}
