package org.rdvae.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Spark for corpus jobs. Unlike those of a training, executors may have many cores: their tasks
 * share one model. Whatever the user set stays as it is.
 */
final class CorpusSpark {
  private static final String LOGGING = "log4j2.configurationFile";

  private CorpusSpark() {}

  /**
   * Settings, the master among them or not.
   *
   * @param master null for that of spark-submit
   * @param threads of a task
   */
  static SparkConf settings(String master, String command, int threads) {
    boolean submitted = System.getProperty("spark.submit.deployMode") != null;
    if (!submitted && System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "org/rdvae/spark/log4j2.properties");
    }
    SparkConf spark = new SparkConf();
    if (master != null) {
      spark.setMaster(master);
      // Nobody looks at the page of a job that a command line waits for.
      spark.setIfMissing("spark.ui.enabled", "false");
    }
    SparkProgram.prepare(spark, command, threads);
    spark.setIfMissing("spark.task.cpus", Integer.toString(threads));
    return spark;
  }

  static boolean hasMaster(SparkConf spark) {
    return spark.contains(SparkProgram.MASTER);
  }

  /** Executors may come later, and go: a cluster may lend them only when there are tasks. */
  static JavaSparkContext connect(SparkConf spark) {
    return SparkProgram.connect(spark, "--master");
  }

  /** Whether there is nobody yet to do the tasks. */
  static boolean hasNoExecutor(JavaSparkContext context) {
    return !context.isLocal() && ExecutorCount.now(context) == 0;
  }
}
