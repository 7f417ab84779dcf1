package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.NamedTensor;
import org.rdvae.cli.RdvaeProcess;
import org.rdvae.cli.TinyJob;
import org.rdvae.job.TinyConvolutions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same job in two processes, with batches made ahead in one and not in the other, gives the
 * same bits; a third process, with another number of threads, computes other last bits on the same
 * data in the same order.
 */
@Tag("reliability")
@Tag("same-seed")
class SameSeedTest {
  /** What other last bits may do to a loss in so few steps. */
  private static final double ROUNDING = 1e-3;

  @TempDir private Path folder;

  @Test
  void givesTheSameBits() throws IOException {
    Path dense = TinyJob.in(Files.createDirectory(folder.resolve("dense"))).config();
    Path convolutions =
        TinyConvolutions.write(Files.createDirectory(folder.resolve("convolutions")));
    new Property("same-seed", 2, 6)
        .check(
            (number, random) ->
                check(number % 2 == 0 ? dense : convolutions, 1 + number / 2 % 2, number, random));
  }

  private void check(Path config, int threads, int number, Random random) throws IOException {
    int seed = random.nextInt(1_000_000);
    Path ahead = train(config, threads, "on", seed, "ahead-" + number);
    Path inTurn = train(config, threads, "off", seed, "in-turn-" + number);
    for (String file :
        List.of(
            "metrics.jsonl",
            "evaluation.json",
            "samples/samples-epoch-00002.png",
            "samples/reconstructions-epoch-00002.png")) {
      assertThat(Files.readAllBytes(ahead.resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(inTurn.resolve(file)));
    }
    requireSame(TinyJob.last(ahead), TinyJob.last(inTurn));
    requireSame(TinyJob.best(ahead), TinyJob.best(inTurn));
    compareOrder(ahead, train(config, 3 - threads, "on", seed, "threads-" + number));
  }

  /** The native library fixes its number of threads when it begins, hence processes. */
  private Path train(Path config, int threads, String prefetch, int seed, String name) {
    Path run = folder.resolve(name);
    try (RdvaeProcess process =
        RdvaeProcess.start(
            folder,
            List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")),
            // Threads that wait at full speed take the cores of those that they wait for.
            Map.of("OMP_NUM_THREADS", Integer.toString(threads), "OMP_WAIT_POLICY", "passive"),
            "org.rdvae.cli.Main",
            "train",
            config,
            "--run-dir",
            run,
            "--threads",
            threads,
            "--seed",
            seed,
            "--set",
            "training.prefetch=" + prefetch,
            "--set",
            "training.epochs=2",
            "--set",
            "training.log-every=1",
            "--set",
            "run.picture-every=2")) {
      assertThat(process.exitCode()).as(process::output).isZero();
    }
    return run;
  }

  private static void requireSame(Path expected, Path found) {
    Checkpoint one = Checkpoint.read(expected);
    Checkpoint other = Checkpoint.read(found);
    assertThat(other.position()).isEqualTo(one.position());
    for (int i = 0; i < one.parameters().size(); i++) {
      NamedTensor tensor = one.parameters().get(i);
      assertThat(other.parameters().get(i).values())
          .as(tensor.name())
          .containsExactly(tensor.values());
    }
    assertThat(other.training().isPresent()).isEqualTo(one.training().isPresent());
    one.training()
        .ifPresent(
            state ->
                state
                    .vectors()
                    .forEach(
                        (name, vector) ->
                            assertThat(other.training().orElseThrow().vectors().get(name))
                                .as(name)
                                .containsExactly(vector)));
  }

  /** Batches differ in their distortion by more than rounding does. */
  private static void compareOrder(Path one, Path other) throws IOException {
    List<Double> expected = distortions(one);
    List<Double> found = distortions(other);
    assertThat(found).hasSameSizeAs(expected);
    int telling = 0;
    for (int i = 0; i < expected.size(); i++) {
      double most = ROUNDING * expected.get(i);
      assertThat(found.get(i)).as("distortion %d", i).isCloseTo(expected.get(i), within(most));
      telling += i > 0 && Math.abs(expected.get(i) - expected.get(i - 1)) > 3 * most ? 1 : 0;
    }
    assertThat(telling).as("batches that differ from the one before").isGreaterThan(12);
  }

  private static List<Double> distortions(Path run) throws IOException {
    List<Double> values = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      JsonNode json = JsonMapper.shared().readTree(line);
      if (json.get("type").asString().equals("train")) {
        values.add(json.get("distortion").asDouble());
      }
    }
    return values;
  }
}
