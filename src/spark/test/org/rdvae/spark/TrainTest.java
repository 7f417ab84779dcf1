package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.cli.CommandResult;
import org.rdvae.cli.RdvaeProcess;

/** The main class that spark-submit is given. */
class TrainTest {
  @Test
  void withoutAMasterAndWithoutSparkSubmitThereIsNoCluster() {
    CommandResult result = CommandResult.capture(() -> Train.run("small.yaml"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("rdvae: expected Spark's master, such as local[8] or spark://host:7077, from")
        .contains("found none; without spark-submit take: rdvae train CONFIG --spark MASTER");
  }

  /**
   * As Spark's own command starts it, and without a call of exit, which YARN takes for a failure.
   */
  @Test
  void aTrainingEndsByItself(@TempDir Path folder) throws Exception {
    Path config = Files.writeString(folder.resolve("small.yaml"), SmallTraining.CONFIG);
    Path run = folder.resolve("run");
    try (RdvaeProcess process =
        SparkProcess.start(
            folder,
            Map.of("spark.master", "local[2]"),
            ReturningTrain.class,
            config,
            "--set",
            "training.epochs=1",
            "--run-dir",
            run)) {
      assertThat(process.exitCode()).as(process.output()).isZero();
      assertThat(process.output()).contains("Train returned");
    }
    assertThat(SmallTraining.last(run).position().finished()).isTrue();
  }

  /** Says when the main method is left. */
  static final class ReturningTrain {
    private ReturningTrain() {}

    public static void main(String[] arguments) {
      Train.main(arguments);
      System.err.println("Train returned");
    }
  }
}
