package org.rdvae.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Settings of Spark for a training: one planned network in each executor, and what rounds need.
 * Whatever the user set stays as it is, but for the task's cores.
 */
final class SparkSettings {
  private SparkSettings() {}

  /** For tasks of as many threads as an executor has cores. */
  static SparkConf of(String master, String name, int threads) {
    SparkConf conf = new SparkConf().setMaster(master);
    SparkProgram.prepare(conf, name, threads);
    conf.set("spark.task.cpus", Integer.toString(threads));
    conf.setIfMissing("spark.executor.cores", Integer.toString(threads));
    // Any executor can do any task.
    conf.setIfMissing("spark.locality.wait", "0");
    // Parameters do not get smaller.
    conf.setIfMissing("spark.broadcast.compress", "false");
    conf.setIfMissing("spark.shuffle.compress", "false");
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    // What rounds leave on disks is deleted once Java has found that nobody can reach it.
    conf.setIfMissing("spark.cleaner.periodicGC.interval", "60s");
    // A barrier that cannot be is given up within a minute.
    conf.setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "5s");
    conf.setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "12");
    if (master.startsWith("local")) {
      conf.setIfMissing("spark.ui.enabled", "false");
    }
    return conf;
  }

  static JavaSparkContext connect(SparkConf conf) {
    return SparkProgram.connect(conf, "--spark");
  }
}
