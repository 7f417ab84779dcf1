package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.spark.SmallTraining.assertSame;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.cli.Main;
import org.rdvae.cli.RdvaeProcess;
import org.rdvae.config.Job;
import org.rdvae.job.ClusterTraining;
import org.rdvae.training.ClusterSettings.Mode;
import org.rdvae.training.Position;
import org.rdvae.training.Snapshot;

/** Training on a master and two workers with an executor each, all of them processes. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandaloneClusterTest {
  /** Nats that validations of small trainings differ by, four standard deviations over seeds. */
  private static final double SPREAD = 12;

  private LoopbackCluster cluster;
  private JavaSparkContext context;
  private Path undisturbed;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    cluster = new LoopbackCluster(folder.resolve("cluster"), 2, 1);
    SparkConf conf = SparkSettings.of(cluster.address(), "test", 1);
    LoopbackCluster.settings().forEach(conf::set);
    // Processes take their time to start on a machine that does much else.
    conf.set(ExecutorCount.PATIENCE, "10min");
    context = SparkSettings.connect(conf);
    assertThat(ExecutorCount.await(context, 2, 1, note -> {})).isEqualTo(2);
    undisturbed = folder.resolve("undisturbed");
    assertThat(SmallTraining.train(undisturbed, onCluster(), false, () -> false)).isTrue();
  }

  @AfterAll
  void stop() throws Exception {
    if (context != null) {
      context.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  /** One that was killed is replaced by a process that takes no part until it has started. */
  @BeforeEach
  void waitForBothExecutors() {
    ExecutorCount.await(context, 2, 1, words -> {});
  }

  private Optional<ClusterTraining> onCluster() {
    return Optional.of(new OpenCluster(context));
  }

  @Test
  void oneExecutorMakesTheBitsOfOneMachine(@TempDir Path folder) {
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    SmallTraining.train(here, Optional.empty(), false, () -> false);
    SmallTraining.train(there, onCluster(), false, () -> false, "cluster.executors=1");
    assertThat(SmallTraining.metrics(there)).isEqualTo(SmallTraining.metrics(here));
    assertSame(there, here);
  }

  @Test
  void anExecutorThatIsKilledCostsNothingButItsRound(@TempDir Path folder) throws Exception {
    List<ProcessHandle> before = cluster.executors();
    assertThat(before).hasSize(2);
    ProcessHandle victim = before.get(0);
    Disturbance disturbance = new Disturbance(3, () -> LoopbackCluster.signal(victim, "KILL"));
    boolean done = SmallTraining.train(folder.resolve("run"), onCluster(), false, disturbance);
    assertThat(done).isTrue();
    disturbance.requireDone();
    assertThat(victim.isAlive()).isFalse();
    assertThat(SmallTraining.metrics(folder.resolve("run")))
        .isEqualTo(SmallTraining.metrics(undisturbed));
    assertSame(folder.resolve("run"), undisturbed);
  }

  @Test
  void aSlowWorkerIsWaitedFor(@TempDir Path folder) throws Exception {
    ProcessHandle slow = cluster.executors().get(0);
    Disturbance disturbance =
        new Disturbance(
            2,
            () -> {
              LoopbackCluster.signal(slow, "STOP");
              try {
                TimeUnit.SECONDS.sleep(3);
              } finally {
                LoopbackCluster.signal(slow, "CONT");
              }
            });
    boolean done = SmallTraining.train(folder.resolve("run"), onCluster(), false, disturbance);
    assertThat(done).isTrue();
    disturbance.requireDone();
    // The one in which it stood still; what other rounds take here is far less, but never counted.
    assertThat(disturbance.longestRound()).isGreaterThan(Duration.ofSeconds(2));
    assertSame(folder.resolve("run"), undisturbed);
  }

  @ParameterizedTest
  @EnumSource
  void aRunGoesFromOneMachineToTheClusterAndBack(Mode mode, @TempDir Path folder) {
    String set = "cluster.mode=" + KebabCase.of(mode.name());
    Path run = folder.resolve("run");
    assertThat(SmallTraining.train(run, Optional.empty(), false, SmallTraining.after(5), set))
        .isFalse();
    assertThat(SmallTraining.last(run).position().step()).isEqualTo(5);
    assertThat(SmallTraining.train(run, onCluster(), true, SmallTraining.after(2), set)).isFalse();
    Position shared = SmallTraining.last(run).position();
    assertThat(shared.step()).isEqualTo(mode == Mode.AVERAGING ? 17 : 11);
    assertThat(shared.epoch()).isZero();
    assertThat(SmallTraining.train(run, Optional.empty(), true, () -> false, set)).isTrue();
    Position end = SmallTraining.last(run).position();
    assertThat(end.step()).isEqualTo(SmallTraining.STEPS);
    assertThat(end.finished()).isTrue();
    assertThat(SmallTraining.metrics(run)).hasSize(SmallTraining.STEPS / 2 + 2);
  }

  @Test
  void synchronousStepsAreAsGoodAsThoseOfOneMachine(@TempDir Path folder) throws Exception {
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    SmallTraining.train(here, Optional.empty(), false, () -> false);
    SmallTraining.train(there, onCluster(), false, () -> false, "cluster.mode=synchronous");
    assertThat(SmallTraining.bestScore(there))
        .isCloseTo(SmallTraining.bestScore(here), within(SPREAD));
    assertThat(SmallTraining.last(there).state().scalars()).isEmpty();
    // Repeated, and with all of a barrier's tasks lost by one of them, it gives the same bits.
    ProcessHandle victim = cluster.executors().get(0);
    Disturbance disturbance = new Disturbance(3, () -> LoopbackCluster.signal(victim, "KILL"));
    Path again = folder.resolve("again");
    SmallTraining.train(again, onCluster(), false, disturbance, "cluster.mode=synchronous");
    disturbance.requireDone();
    assertThat(victim.isAlive()).isFalse();
    assertSame(again, there);
  }

  /** What the driver read is not what an executor finds. */
  @Test
  void damagedDataOfAnExecutorAreToldAndTakeNothing(@TempDir Path folder) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path images = data.resolve("train-images-idx3-ubyte");
    byte[] idx = TinyIdx.images(60, 4, 4);
    Files.write(images, idx);
    Files.write(data.resolve("t10k-images-idx3-ubyte"), TinyIdx.images(20, 4, 4));
    String[] sets = {
      "data={set: idx, path: " + data + ", validation: 12}",
      "training.batch=8",
      "cluster.steps-per-round=1"
    };
    Path run = folder.resolve("run");
    SmallTraining.train(run, onCluster(), false, SmallTraining.after(1), sets);
    Snapshot saved = SmallTraining.last(run);
    List<String> told = new ArrayList<>();
    // The driver has read its data when it connects.
    ClusterTraining damaging =
        new ClusterTraining() {
          @Override
          public int threads(OptionalInt asked) {
            return 1;
          }

          @Override
          public Cluster connect(String master, String name, Job job, int threads) {
            byte[] damaged = idx.clone();
            damaged[damaged.length - 1] ^= 1;
            try {
              Files.write(images, damaged);
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
            told.add("damaged");
            return onCluster().get().connect(master, name, job, threads);
          }
        };
    assertThatThrownBy(
            () -> SmallTraining.train(run, Optional.of(damaging), true, () -> false, sets))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("The executor on ")
        .hasMessageContaining("it reads other data than the driver: expected idx")
        .hasMessageContaining("every machine must find the same files there")
        .hasMessageContaining("The run is saved at step " + saved.position().step());
    assertThat(told).hasSize(1);
    assertThat(SmallTraining.last(run).parameters()).isEqualTo(saved.parameters());
    Files.write(images, idx);
    assertThat(SmallTraining.train(run, onCluster(), true, () -> false, sets)).isTrue();
  }

  /** Its run goes on with another driver and other executors, to the same bits. */
  @Test
  void aDriverThatIsKilledIsResumed(@TempDir Path folder) throws Exception {
    Path run = folder.resolve("run");
    Path config = Files.writeString(folder.resolve("small.yaml"), SmallTraining.CONFIG);
    try (RdvaeProcess driver =
        SparkProcess.start(
            folder,
            Map.of(),
            Main.class,
            "train",
            "--spark",
            "local[2]",
            "--threads",
            1,
            config,
            "--run-dir",
            run)) {
      Path metrics = run.resolve("metrics.jsonl");
      driver.await(() -> Files.exists(metrics) && SmallTraining.metrics(run).size() > 3);
      driver.kill();
      driver.exitCode();
      assertThat(SmallTraining.last(run).position().step()).as(driver.output()).isPositive();
    }
    assertThat(SmallTraining.train(run, onCluster(), true, () -> false)).isTrue();
    assertThat(SmallTraining.metrics(run)).isEqualTo(SmallTraining.metrics(undisturbed));
    assertSame(run, undisturbed);
  }
}
