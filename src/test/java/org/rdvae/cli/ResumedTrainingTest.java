package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.job.RunFiles;
import tools.jackson.databind.json.JsonMapper;

/**
 * A training in a process that is stopped by signals and resumed in another one leaves the same
 * bytes as one that nobody disturbed.
 */
@DisabledOnOs(OS.WINDOWS)
class ResumedTrainingTest {
  private static final int INTERRUPTED = 128 + 2;
  private static final int TERMINATED = 128 + 15;

  @TempDir static Path folder;
  private static TinyJob job;
  private static Path undisturbed;

  @BeforeAll
  static void trainUndisturbed() {
    job = TinyJob.in(folder);
    undisturbed = folder.resolve("undisturbed");
    try (RdvaeProcess process = start(undisturbed)) {
      assertThat(process.exitCode()).as(process::output).isZero();
    }
    assertThat(Checkpoint.read(TinyJob.last(undisturbed)).position().finished()).isTrue();
  }

  /** Long enough to be killed several times, with a checkpoint every few steps. */
  private static RdvaeProcess start(Path run, Object... more) {
    Object[] words =
        job.train(
            run,
            "--set",
            "training.epochs=150",
            "--set",
            "training.log-every=3",
            "--set",
            "training.schedule=linear",
            "--set",
            "run.checkpoint-minutes=0.0005",
            "--set",
            "run.picture-every=50");
    Object[] all = new Object[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return RdvaeProcess.start(folder, all);
  }

  @Test
  void stoppedBySignals() throws IOException {
    Path run = folder.resolve("stopped");
    try (RdvaeProcess process = start(run)) {
      process.await(() -> Files.exists(TinyJob.best(run)));
      if (process.isRunning()) {
        refused(75, saying("Another process is training"), job.train(run));
        refused(75, saying("Another process is training"), job.train(run, "--resume"));
      }
      process.terminate();
      assertThat(process.exitCode()).as(process::output).isEqualTo(TERMINATED);
      assertThat(process.output()).contains("Saved. To go on: rdvae train ", "--resume");
    }
    long stoppedAt = Checkpoint.read(TinyJob.last(run)).position().step();
    try (RdvaeProcess process = start(run, "--resume")) {
      process.awaitOutput("resuming at step " + stoppedAt + ": ");
      RdvaeProcess.pause(50);
      int code = INTERRUPTED;
      if (RdvaeProcess.ignoresInterrupts()) {
        process.terminate();
        code = TERMINATED;
      } else {
        process.interrupt();
      }
      assertThat(process.exitCode()).as(process::output).isEqualTo(code);
      assertThat(process.output()).contains("Saved. To go on: rdvae train ");
    }
    assertThat(Checkpoint.read(TinyJob.last(run)).position().step()).isGreaterThan(stoppedAt);
    finish(run);
    expectTheSame(run, "stopped");
  }

  private static void finish(Path run) {
    try (RdvaeProcess process = start(run, "--resume")) {
      assertThat(process.exitCode()).as(process::output).isZero();
    }
  }

  private static void expectTheSame(Path run, String which) throws IOException {
    assertThat(files(run)).as(which).isEqualTo(files(undisturbed));
    assertThat(run.resolve("metrics.jsonl"))
        .as(which)
        .hasSameTextualContentAs(undisturbed.resolve("metrics.jsonl"));
    long before = -1;
    for (String line : Files.readAllLines(run.resolve("timing.jsonl"))) {
      long step = JsonMapper.shared().readTree(line).get("step").asLong();
      assertThat(step).as("%s: steps of timing.jsonl", which).isGreaterThan(before);
      before = step;
    }
  }

  /** Without the temporary files that a killed process could not take away. */
  private static Map<String, String> files(Path run) {
    Map<String, String> files = RunFiles.of(run);
    files.keySet().removeIf(name -> name.endsWith(".tmp"));
    assertThat(files)
        .containsKeys(
            "checkpoints/last.safetensors",
            "checkpoints/best.safetensors",
            "metrics.jsonl",
            "provenance.json",
            "config.yaml",
            "evaluation.json",
            "samples/samples-epoch-00050.png");
    return files;
  }
}
