package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.cli.RdvaeProcess;
import org.rdvae.job.ClusterTraining;
import org.rdvae.training.ClusterSettings.Mode;

/** A training whose master and workers, with their executors, are killed at once. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ClusterLossTest {
  private static JavaSparkContext connect(LoopbackCluster cluster) {
    SparkConf conf = SparkSettings.of(cluster.address(), "test", 1);
    LoopbackCluster.settings().forEach(conf::set);
    conf.set(ExecutorCount.PATIENCE, "2s");
    JavaSparkContext context = SparkSettings.connect(conf);
    // Patience is for what follows; here they may take as long as they need to begin.
    for (int i = 0; i < 6000 && ExecutorCount.now(context) < 2; i++) {
      RdvaeProcess.pause(100);
    }
    return context;
  }

  @ParameterizedTest
  @EnumSource
  void theLossOfAClusterCostsNothingButTheRoundItWasAt(Mode mode, @TempDir Path folder)
      throws Exception {
    String set = "cluster.mode=" + KebabCase.of(mode.name());
    Path run = folder.resolve("run");
    try (LoopbackCluster cluster = new LoopbackCluster(folder.resolve("cluster"), 2, 1);
        JavaSparkContext context = connect(cluster)) {
      List<String> notes = new ArrayList<>();
      assertThatThrownBy(() -> ExecutorCount.await(context, 3, 1, notes::add))
          .isInstanceOf(Failure.class)
          .hasMessage(
              "Expected 3 executors from "
                  + cluster.address()
                  + ", found 2: a master must run there and have workers with 1 free core and 512m"
                  + " of memory for each; cluster.executors=0 takes as many as there are.");
      Disturbance disturbance = new Disturbance(3, cluster::close);
      Optional<ClusterTraining> connected = Optional.of(new OpenCluster(context));
      assertThatThrownBy(() -> SmallTraining.train(run, connected, false, disturbance, set))
          .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind().exitCode()).isEqualTo(69))
          .hasMessageContaining("lost executors and none came in their place for 2 s: expected ")
          .hasMessageContaining(
              "The run is saved at step " + SmallTraining.last(run).position().step());
      disturbance.requireDone();
    }
    assertThat(SmallTraining.last(run).position().step()).isBetween(9L, 39L);
    Optional<ClusterTraining> here = Optional.of(new SparkTraining());
    assertThat(SmallTraining.train(run, here, true, () -> false, set)).isTrue();
    Path undisturbed = folder.resolve("undisturbed");
    assertThat(SmallTraining.train(undisturbed, here, false, () -> false, set)).isTrue();
    assertThat(SmallTraining.metrics(run)).isEqualTo(SmallTraining.metrics(undisturbed));
    SmallTraining.assertSame(run, undisturbed);
  }
}
