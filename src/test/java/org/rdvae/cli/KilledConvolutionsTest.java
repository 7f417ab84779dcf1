package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.job.TinyConvolutions;
import org.rdvae.random.RandomStream;

/**
 * A training with convolutions, running statistics, dropout, bits drawn anew, averaged parameters
 * and steps left out, in processes that are killed and stopped one after the other, leaves the same
 * bytes as one that nobody disturbed.
 *
 * <p>The moments are random; {@code -Drdvae.test.seed=N} repeats those of a failed run as well as a
 * clock can.
 */
@DisabledOnOs(OS.WINDOWS)
class KilledConvolutionsTest {
  private static final int KILLED = 128 + 9;
  private static final int INTERRUPTED = 128 + 2;
  private static final int TERMINATED = 128 + 15;
  private static final int MOST_MILLISECONDS = 100;

  private static final List<String> SAME_BYTES =
      List.of(
          "checkpoints/last.safetensors",
          "checkpoints/best.safetensors",
          "metrics.jsonl",
          "config.yaml",
          "evaluation.json",
          "provenance.json",
          "samples/samples-epoch-00004.png",
          "samples/reconstructions-epoch-00004.png",
          "samples/samples-epoch-00020.png",
          "samples/reconstructions-epoch-00020.png");

  @TempDir Path folder;

  @Test
  void leaveTheSameBytes() throws IOException {
    long seed = Long.getLong("rdvae.test.seed", System.nanoTime() & 0xFFFFFF);
    System.err.println("KilledConvolutionsTest: -Drdvae.test.seed=" + seed);
    RandomStream random = new RandomStream(seed, RandomStream.Purpose.TEST);
    Path config = TinyConvolutions.write(folder);
    Path undisturbed = folder.resolve("undisturbed");
    try (RdvaeProcess process = start(config, undisturbed)) {
      assertThat(process.exitCode()).as(process::output).isZero();
    }

    Path run = folder.resolve("disturbed");
    try (RdvaeProcess process = start(config, run)) {
      awaitAnotherState(process, run, random);
      process.kill();
      assertThat(process.exitCode()).as(process::output).isEqualTo(KILLED);
    }
    try (RdvaeProcess process = start(config, run, "--resume")) {
      awaitAnotherState(process, run, random);
      process.terminate();
      assertThat(process.exitCode()).as(process::output).isEqualTo(TERMINATED);
    }
    try (RdvaeProcess process = start(config, run, "--resume")) {
      awaitAnotherState(process, run, random);
      process.interrupt();
      for (int i = 0; i < 100 && process.isRunning(); i++) {
        RdvaeProcess.pause(20);
      }
      // Shells start background jobs so that they ignore interrupts, and Java leaves it so.
      process.terminate();
      assertThat(process.exitCode()).as(process::output).isIn(INTERRUPTED, TERMINATED);
    }
    try (RdvaeProcess process = start(config, run, "--resume")) {
      assertThat(process.exitCode()).as(process::output).isZero();
      assertThat(process.output()).contains("resuming at step ");
    }

    Map<String, String> expected = FolderListing.of(undisturbed);
    Map<String, String> found = FolderListing.of(run);
    assertThat(expected).containsKeys(SAME_BYTES.toArray(String[]::new));
    for (String file : SAME_BYTES) {
      assertThat(found.get(file)).as("%s, seed %d", file, seed).isEqualTo(expected.get(file));
    }
  }

  private static void awaitAnotherState(RdvaeProcess process, Path run, RandomStream random) {
    String before = state(run);
    process.await(() -> !state(run).equals(before));
    RdvaeProcess.pause(random.nextInt(MOST_MILLISECONDS));
  }

  /** Changes with every checkpoint. */
  private static String state(Path run) {
    try {
      return Files.exists(TinyJob.last(run)) ? FolderListing.sha256(TinyJob.last(run)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Long enough to be disturbed three times, with a checkpoint every few steps. */
  private RdvaeProcess start(Path config, Path run, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", config, "--run-dir", run));
    words.addAll(List.of("--threads", 1, "--set", "training.epochs=20"));
    words.addAll(List.of("--set", "run.picture-every=4", "--set", "run.checkpoint-minutes=0.0005"));
    words.addAll(Arrays.asList(more));
    return RdvaeProcess.start(folder, words.toArray());
  }
}
