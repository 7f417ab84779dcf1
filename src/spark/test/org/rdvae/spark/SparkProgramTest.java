package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;
import scala.collection.JavaConverters;

/** What trainings and corpus jobs have in common, and how many executors a local master has. */
class SparkProgramTest {
  private static SparkConf ofTraining(String master) {
    return SparkSettings.of(master, "test", 2);
  }

  private static SparkConf ofCorpus(String master) {
    return CorpusSpark.settings(master, "encode", 2);
  }

  /** What the launcher sets for its own process. */
  @Test
  void executorsOfBothHaveTheEnvironmentThatTheLauncherMakes() {
    assertThat(JavaConverters.asJavaCollection(ofTraining("local[2]").getExecutorEnv()))
        .containsExactlyInAnyOrderElementsOf(
            JavaConverters.asJavaCollection(ofCorpus("local[2]").getExecutorEnv()))
        .extracting(pair -> pair._1() + "=" + pair._2())
        .contains("OMP_NUM_THREADS=2", "OPENBLAS_NUM_THREADS=1", "LC_ALL=C.UTF-8")
        .hasSize(8);
  }

  @Test
  void whatTheUserSetStays() {
    System.setProperty("spark.executorEnv.LC_ALL", "de_AT.UTF-8");
    System.setProperty("spark.driver.host", "localhost");
    try {
      for (SparkConf conf : new SparkConf[] {ofTraining("local"), ofCorpus("local")}) {
        assertThat(conf.get("spark.executorEnv.LC_ALL")).isEqualTo("de_AT.UTF-8");
        assertThat(conf.get("spark.driver.host")).isEqualTo("localhost");
        assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
      }
    } finally {
      System.clearProperty("spark.executorEnv.LC_ALL");
      System.clearProperty("spark.driver.host");
    }
  }

  @Test
  void aMasterThatIsNoneIsRefused() {
    String expected = ": expected local[N], spark://HOST:PORT, yarn or k8s://ADDRESS, found ";
    for (String master : new String[] {"nowhere", "spark://nowhere"}) {
      assertThatThrownBy(() -> SparkSettings.connect(ofTraining(master)))
          .isInstanceOfSatisfying(
              Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.USAGE))
          .hasMessage("--spark" + expected + master);
      assertThatThrownBy(() -> CorpusSpark.connect(ofCorpus(master)))
          .hasMessage("--master" + expected + master);
    }
  }

  @Test
  void aLocalMasterHasAsManyExecutorsAsItsCoresHold() {
    assertThatThrownBy(
            () -> new SparkTraining().connect("local[1]", "test", SmallTraining.job(), 1))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_CONFIG))
        .hasMessage(
            "cluster.executors: expected at most 1 of 1 thread with the master local[1], found 2;"
                + " set cluster.executors, or take local[2]");
    try (JavaSparkContext context =
        SparkSettings.connect(SparkSettings.of("local[4]", "test", 2))) {
      assertThat(ExecutorCount.await(context, 0, 2, note -> {})).isEqualTo(2);
      assertThat(ExecutorCount.await(context, 1, 2, note -> {})).isEqualTo(1);
    }
  }
}
