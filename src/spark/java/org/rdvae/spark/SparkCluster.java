package org.rdvae.spark;

import java.util.Locale;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.rdvae.base.Plugins;
import org.rdvae.config.ConfigWriter;
import org.rdvae.config.Job;
import org.rdvae.job.ClusterTraining;
import org.rdvae.training.ClusterSettings.Mode;
import org.rdvae.training.SharedSteps;
import org.rdvae.training.Snapshot;

/** A cluster of Spark with executors for one training. */
final class SparkCluster implements ClusterTraining.Cluster {
  private final JavaSparkContext context;
  private final Job job;
  private final int threads;
  private final int executors;

  SparkCluster(JavaSparkContext context, Job job, int threads, int executors) {
    this.context = context;
    this.job = job;
    this.threads = threads;
    this.executors = executors;
  }

  @Override
  public String words() {
    boolean averages = job.cluster().mode() == Mode.AVERAGING;
    return String.format(
        Locale.ROOT,
        "Spark %s, %d %s of %d %s, %s",
        context.version(),
        executors,
        executors == 1 ? "executor" : "executors",
        threads,
        threads == 1 ? "thread" : "threads",
        averages
            ? "averaged every " + job.cluster().stepsPerRound() + " steps"
            : "synchronous steps");
  }

  @Override
  public SharedSteps.Rounds rounds(String data, Snapshot start) {
    boolean shared = job.cluster().mode() == Mode.SYNCHRONOUS;
    Handover handover =
        new Handover(
            UUID.randomUUID().toString(),
            ConfigWriter.plain(job),
            data,
            threads,
            shared ? executors : 1,
            Plugins.areAllowed());
    return new SparkRounds(context, handover, executors);
  }

  @Override
  public void close() {
    context.close();
  }
}
