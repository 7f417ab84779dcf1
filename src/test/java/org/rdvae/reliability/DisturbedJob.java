package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.cli.CommandResult;
import org.rdvae.cli.RdvaeProcess;
import org.rdvae.cli.TinyJob;
import org.rdvae.config.ConfigReader;
import org.rdvae.job.RunFiles;
import org.rdvae.job.TinyConvolutions;
import org.rdvae.job.TrainingRun;

/**
 * A job whose training takes about a second, with a save every few steps, and what it leaves when
 * nobody disturbs it.
 */
final class DisturbedJob {
  private final Path folder;
  private final Path config;
  private final List<String> settings;
  private final Path undisturbed;
  private final Map<String, String> expected;
  private final long steps;
  private final long nanos;

  private DisturbedJob(Path folder, Path config, String... settings) {
    this.folder = folder;
    this.config = config;
    this.settings = List.of(settings);
    undisturbed = folder.resolve("undisturbed");
    try (RdvaeProcess process = start(undisturbed)) {
      process.awaitOutput("training: ");
      long begin = System.nanoTime();
      assertThat(process.exitCode()).as(process::output).isZero();
      nanos = System.nanoTime() - begin;
    }
    expected = RunFiles.of(undisturbed);
    assertThat(expected)
        .containsKeys(
            "checkpoints/last.safetensors",
            "checkpoints/best.safetensors",
            "metrics.jsonl",
            "config.yaml",
            "evaluation.json",
            "provenance.json");
    steps = Checkpoint.read(TinyJob.last(undisturbed)).position().step();
  }

  /** Dense layers; 180 steps and 15 validations. */
  static DisturbedJob dense(Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve("dense"));
    return new DisturbedJob(
        own,
        TinyJob.in(own).config(),
        "training.epochs=15",
        "training.log-every=3",
        "training.schedule=linear",
        "run.checkpoint-minutes=0.0002",
        "run.picture-every=5");
  }

  /** Everything that has a memory or is drawn; 240 steps and 5 validations. */
  static DisturbedJob convolutions(Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve("convolutions"));
    return new DisturbedJob(
        own,
        TinyConvolutions.write(own),
        "training.epochs=5",
        "run.checkpoint-minutes=0.0002",
        "run.picture-every=2");
  }

  private Object[] words(Path run, String... more) {
    List<Object> words = new ArrayList<>(List.of("train", config, "--run-dir", run));
    words.addAll(List.of("--threads", 1));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    words.addAll(List.of(more));
    return words.toArray();
  }

  /** Its process; it goes on with the run where there is one. */
  RdvaeProcess start(Path run) {
    return RdvaeProcess.start(folder, isBegun(run) ? words(run, "--resume") : words(run));
  }

  /** The words that go on with a run. */
  Object[] resume(Path run) {
    return words(run, "--resume");
  }

  private static boolean isBegun(Path run) {
    return Files.isDirectory(run.resolve("checkpoints"));
  }

  /** A new run folder, in which the training was stopped, in this process, after so many steps. */
  Path stoppedAt(int steps, String name) {
    Path run = folder.resolve(name);
    TrainingRun training =
        new TrainingRun(ConfigReader.read(config, settings), run, OptionalInt.of(1), 0);
    int[] asked = {0};
    CommandResult result =
        CommandResult.capture(() -> training.train(false, () -> ++asked[0] >= steps) ? 1 : 0);
    assertThat(result.code()).as(result.err()).isZero();
    return run;
  }

  Path folder() {
    return folder;
  }

  long steps() {
    return steps;
  }

  /** How long the undisturbed training took, from its first step to the end of the process. */
  long nanos() {
    return nanos;
  }

  /** Goes on in this process to the end, and compares all files with the undisturbed run's. */
  void finishAndCompare(Path run) {
    CommandResult.done(isBegun(run) ? words(run, "--resume") : words(run));
    compare(run);
  }

  /** Compares all files of a run that is at its end with the undisturbed one's. */
  void compare(Path run) {
    RunFiles.requireEqual(run, expected);
  }
}
