package org.rdvae.spark;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.rdvae.base.Failure;

/**
 * This program on Spark, whatever it does there: what its native code needs in executors, how they
 * get its classes, and how Spark is started. Whatever the user set, with spark-submit or in a file
 * of Spark's, stays as it is.
 */
final class SparkProgram {
  static final String MASTER = "spark.master";

  /** What the launcher sets for the process that it starts; nobody launches executors that way. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "OPENBLAS_NUM_THREADS", "1",
          "GOMP_SPINCOUNT", "10000",
          "MALLOC_ARENA_MAX", "1",
          "MALLOC_MMAP_MAX_", "0",
          "MALLOC_TRIM_THRESHOLD_", "2000000000",
          "MALLOC_TOP_PAD_", "16777216",
          "LC_ALL", "C.UTF-8");

  private SparkProgram() {}

  /**
   * Sets what executors need.
   *
   * @param name for the cluster's own pages
   * @param threads of a task
   */
  static void prepare(SparkConf conf, String name, int threads) {
    conf.setIfMissing("spark.app.name", "rdvae " + name);
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.executor.extraJavaOptions", "-Djava.awt.headless=true");
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", Integer.toString(threads));
    new TreeMap<>(ENVIRONMENT)
        .forEach((variable, value) -> conf.setIfMissing("spark.executorEnv." + variable, value));
    if (conf.get(MASTER, "").startsWith("local")) {
      // Nobody else has to reach it.
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    share(conf);
  }

  /** Executors get the jar that this program runs from, unless spark-submit gave them one. */
  private static void share(SparkConf conf) {
    CodeSource source = SparkProgram.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    try {
      if (location != null
          && "file".equals(location.getProtocol())
          && Files.isRegularFile(Path.of(location.toURI()))) {
        conf.setIfMissing("spark.jars", Path.of(location.toURI()).toString());
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(location + " is no location of a program", e);
    }
  }

  /**
   * Starts Spark's driver in this process.
   *
   * @param option by which users say the master
   * @throws Failure USAGE if the master is none, DEVICE if Spark does not start
   */
  static JavaSparkContext connect(SparkConf conf, String option) {
    try {
      return new JavaSparkContext(conf);
    } catch (Exception e) {
      String message = String.valueOf(e.getMessage());
      if (message.toLowerCase(Locale.ROOT).contains("master url")) {
        throw new Failure(
            Failure.Kind.USAGE,
            option
                + ": expected local[N], spark://HOST:PORT, yarn or k8s://ADDRESS, found "
                + conf.get(MASTER),
            e);
      }
      throw new Failure(
          Failure.Kind.DEVICE,
          "Spark does not start with the master "
              + conf.get(MASTER)
              + ": "
              + message.lines().findFirst().orElse("")
              + ".",
          e);
    }
  }
}
