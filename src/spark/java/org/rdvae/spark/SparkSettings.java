package org.rdvae.spark;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.rdvae.base.Failure;

/**
 * Settings of Spark that fit processes with native code; whatever the user set, with spark-submit
 * or in a file of Spark's, stays as it is.
 */
final class SparkSettings {
  private SparkSettings() {}

  /** For tasks of as many threads as an executor has cores: one planned network in each process. */
  static SparkConf of(String master, String name, int threads) {
    SparkConf conf = new SparkConf().setMaster(master);
    conf.setIfMissing("spark.app.name", "rdvae " + name);
    conf.set("spark.task.cpus", Integer.toString(threads));
    conf.setIfMissing("spark.executor.cores", Integer.toString(threads));
    // What the launcher sets for the process that it starts; there is no launcher on the executors.
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", Integer.toString(threads));
    conf.setIfMissing("spark.executorEnv.OPENBLAS_NUM_THREADS", "1");
    conf.setIfMissing("spark.executorEnv.GOMP_SPINCOUNT", "10000");
    conf.setIfMissing("spark.executorEnv.MALLOC_MMAP_MAX_", "0");
    conf.setIfMissing("spark.executorEnv.MALLOC_ARENA_MAX", "1");
    conf.setIfMissing("spark.executorEnv.MALLOC_TRIM_THRESHOLD_", "2000000000");
    conf.setIfMissing("spark.executorEnv.MALLOC_TOP_PAD_", "16777216");
    conf.setIfMissing("spark.executor.extraJavaOptions", "-Djava.awt.headless=true");
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
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    if (master.startsWith("local")) {
      // Nobody else has to reach it.
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.ui.enabled", "false");
    }
    shareProgram(conf);
    return conf;
  }

  /** Executors get the jar that this program runs from, unless spark-submit gave them one. */
  private static void shareProgram(SparkConf conf) {
    CodeSource source = SparkSettings.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null || !"file".equals(location.getProtocol())) {
      return;
    }
    try {
      Path path = Path.of(location.toURI());
      if (Files.isRegularFile(path)) {
        conf.setIfMissing("spark.jars", path.toString());
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(location + " is no location of a program", e);
    }
  }

  /**
   * Starts Spark's driver in this process.
   *
   * @throws Failure USAGE if the master is none, DEVICE if Spark does not start
   */
  static JavaSparkContext connect(SparkConf conf) {
    try {
      return new JavaSparkContext(conf);
    } catch (Exception e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("Could not parse Master URL")
          || message.contains("Invalid master URL")) {
        throw new Failure(
            Failure.Kind.USAGE,
            "--spark: expected local[N], spark://HOST:PORT, yarn or k8s://ADDRESS, found "
                + conf.get("spark.master"),
            e);
      }
      throw new Failure(
          Failure.Kind.DEVICE,
          "Spark does not start with the master "
              + conf.get("spark.master")
              + ": "
              + message.lines().findFirst().orElse("")
              + ".",
          e);
    }
  }
}
