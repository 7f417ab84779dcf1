package org.rdvae.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.job.ClusterTraining;
import org.rdvae.job.TrainingRun;
import org.rdvae.report.RunFolder;
import org.rdvae.training.Snapshot;
import org.rdvae.training.Snapshots;

/** A training of seconds: 20 steps in each of two epochs, in rounds of three steps. */
final class SmallTraining {
  static final String CONFIG =
      """
      data: {set: mnist-binary, limit: 1000, augmentation: {shift: 1, epochs: 1}}
      model:
        latent: {size: 4}
        encoder: [{dense: {units: 30, activation: relu}}]
        decoder: [{dense: {units: 30, activation: relu}}]
        likelihood: bernoulli
      training: {epochs: 2, batch: 50, log-every: 2}
      cluster: {executors: 2, mode: averaging, steps-per-round: 3}
      evaluation: {importance-samples: 1}
      run: {picture-every: 0, checkpoint-minutes: 1e-9}
      """;

  static final int STEPS = 40;

  private SmallTraining() {}

  static Job job(String... sets) {
    return ConfigReader.parse(CONFIG, "small.yaml", Path.of(""), List.of(sets));
  }

  /** Trains on a cluster, if it is not connected already a local one, or on this machine. */
  static boolean train(
      Path folder,
      Optional<ClusterTraining> cluster,
      boolean resume,
      BooleanSupplier interrupted,
      String... sets) {
    Job job = job(sets);
    OptionalInt threads = OptionalInt.of(1);
    TrainingRun run =
        cluster.isPresent()
            ? new TrainingRun(
                job, folder, threads, new ClusterTraining.Request(cluster.get(), "local[2]"), 0)
            : new TrainingRun(job, folder, threads, 0);
    return run.train(resume, interrupted);
  }

  /** True when asked for the given time, from 1. */
  static BooleanSupplier after(int rounds) {
    int[] asked = new int[1];
    return () -> ++asked[0] >= rounds;
  }

  static Snapshot last(Path folder) {
    return Checkpoint.read(RunFolder.lastCheckpoint(folder)).snapshot();
  }

  /** Whether two runs ended in the same state, to the bit. */
  static void assertSame(Path found, Path expected) {
    Snapshots.assertSame(last(found), last(expected));
  }

  static List<String> metrics(Path folder) {
    try {
      return new ArrayList<>(Files.readAllLines(folder.resolve("metrics.jsonl")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static double bestScore(Path folder) {
    return last(folder).position().bestScore();
  }
}
