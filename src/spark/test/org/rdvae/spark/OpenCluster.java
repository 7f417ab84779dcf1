package org.rdvae.spark;

import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.rdvae.config.Job;
import org.rdvae.job.ClusterTraining;
import org.rdvae.training.SharedSteps;
import org.rdvae.training.Snapshot;

/** The connection of a test, which its trainings leave open. */
record OpenCluster(JavaSparkContext context) implements ClusterTraining {
  @Override
  public int threads(OptionalInt asked) {
    return 1;
  }

  @Override
  public Cluster connect(String master, String name, Job job, int threads) {
    SparkCluster connected = new SparkCluster(context, job, threads, job.cluster().executors());
    return new Cluster() {
      @Override
      public String words() {
        return connected.words();
      }

      @Override
      public SharedSteps.Rounds rounds(String data, Snapshot start) {
        return connected.rounds(data, start);
      }

      @Override
      public void close() {}
    };
  }
}
