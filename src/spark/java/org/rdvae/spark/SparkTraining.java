package org.rdvae.spark;

import java.util.OptionalInt;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.rdvae.config.Job;
import org.rdvae.job.ClusterTraining;

/** Training on Apache Spark. */
public final class SparkTraining implements ClusterTraining {
  private static final String TASK_CORES = "spark.task.cpus";

  /** Made by {@link java.util.ServiceLoader}. */
  public SparkTraining() {}

  @Override
  public int threads(OptionalInt asked) {
    return asked.orElseGet(() -> new SparkConf().getInt(TASK_CORES, 1));
  }

  @Override
  public Cluster connect(String master, String name, Job job, int threads) {
    SparkConf conf = SparkSettings.of(master, name, threads);
    int asked = job.cluster().executors();
    if (asked > 0) {
      // A standalone master counts cores, other clusters count executors.
      conf.setIfMissing("spark.cores.max", Integer.toString(asked * threads));
      conf.setIfMissing("spark.executor.instances", Integer.toString(asked));
    }
    JavaSparkContext context = SparkSettings.connect(conf);
    try {
      int executors = ExecutorCount.await(context, asked, threads, System.err::println);
      return new SparkCluster(context, job, threads, executors);
    } catch (RuntimeException | Error e) {
      context.close();
      throw e;
    }
  }
}
