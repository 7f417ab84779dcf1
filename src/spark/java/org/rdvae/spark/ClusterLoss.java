package org.rdvae.spark;

import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.rdvae.base.Failure;
import org.rdvae.training.Round;

/** What a user is told when Spark has given a job up. */
final class ClusterLoss {
  private static final int LONGEST = 300;

  private ClusterLoss() {}

  /** Whether Spark was stopped under the training: it stops itself when the process is ended. */
  static boolean isEnding(JavaSparkContext context) {
    if (!context.sc().isStopped()) {
      return false;
    }
    // Nobody but the end of the process stops Spark here, apart from Spark itself, which gives a
    // reason when it lost its cluster.
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** A job that Spark gave up, after as many attempts as its settings say. */
  static Failure of(Exception cause, Round round) {
    String message = message(cause);
    boolean memory = message.contains("OutOfMemoryError");
    return new Failure(
        memory ? Failure.Kind.OUT_OF_MEMORY : Failure.Kind.DEVICE,
        String.format(
            Locale.ROOT,
            "The cluster gave up the steps from %d to %d: %s.%s",
            round.from().step() + 1,
            round.from().step() + round.steps(),
            firstLine(message),
            memory
                ? " Give executors more with --conf spark.executor.memory, or lower training.batch."
                : ""),
        cause);
  }

  /** Why a job was given up, in a line. */
  static String reason(Exception cause) {
    return firstLine(message(cause));
  }

  private static String message(Exception cause) {
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage());
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("").replaceAll("[.:\\s]+$", "");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + " ..." : line;
  }
}
