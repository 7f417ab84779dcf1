package org.rdvae.spark;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.rdvae.base.Failure;

/**
 * Spark for corpus jobs. Unlike those of a training, executors may have many cores: their tasks
 * share one model. Whatever the user set stays as it is.
 */
final class CorpusSpark {
  private static final String MASTER = "spark.master";
  private static final String LOGGING = "log4j2.configurationFile";

  /** What the launcher sets for its own process; nobody launches executors that way. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "OPENBLAS_NUM_THREADS", "1",
          "GOMP_SPINCOUNT", "10000",
          "MALLOC_ARENA_MAX", "1",
          "MALLOC_MMAP_MAX_", "0",
          "MALLOC_TRIM_THRESHOLD_", "2000000000",
          "MALLOC_TOP_PAD_", "16777216",
          "LC_ALL", "C.UTF-8");

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
    spark.setIfMissing("spark.app.name", "rdvae " + command);
    spark.setIfMissing("spark.ui.showConsoleProgress", "false");
    spark.setIfMissing("spark.task.cpus", Integer.toString(threads));
    spark.setIfMissing("spark.executor.extraJavaOptions", "-Djava.awt.headless=true");
    spark.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", Integer.toString(threads));
    new TreeMap<>(ENVIRONMENT)
        .forEach((name, value) -> spark.setIfMissing("spark.executorEnv." + name, value));
    shareProgram(spark);
    return spark;
  }

  static boolean hasMaster(SparkConf spark) {
    return spark.contains(MASTER);
  }

  /** Executors get the jar that this program runs from, unless spark-submit gave them one. */
  private static void shareProgram(SparkConf spark) {
    CodeSource source = CorpusSpark.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    try {
      if (location != null
          && "file".equals(location.getProtocol())
          && Files.isRegularFile(Path.of(location.toURI()))) {
        spark.setIfMissing("spark.jars", Path.of(location.toURI()).toString());
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(location + " is no location of a program", e);
    }
  }

  /**
   * Starts Spark's driver in this process. Executors may come later, and go: a cluster may have
   * other work first, or lend them only when there are tasks.
   *
   * @throws Failure USAGE if the master is none, DEVICE if Spark does not start
   */
  static JavaSparkContext connect(SparkConf spark) {
    try {
      return new JavaSparkContext(spark);
    } catch (Exception e) {
      String message = String.valueOf(e.getMessage());
      boolean unknown = message.contains("Master URL") || message.contains("master URL");
      throw new Failure(
          unknown ? Failure.Kind.USAGE : Failure.Kind.DEVICE,
          unknown
              ? "--master: expected local[N], spark://HOST:PORT, yarn or k8s://ADDRESS, found "
                  + spark.get(MASTER)
              : "Spark does not start with the master "
                  + spark.get(MASTER)
                  + ": "
                  + message.lines().findFirst().orElse("")
                  + ".",
          e);
    }
  }

  /** Whether there is nobody yet to do the tasks; the driver itself counts only if it is local. */
  static boolean hasNoExecutor(JavaSparkContext context) {
    return !context.isLocal() && context.sc().statusTracker().getExecutorInfos().length < 2;
  }
}
