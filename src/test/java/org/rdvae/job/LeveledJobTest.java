package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.data.DataLoader;
import org.rdvae.data.Split;
import org.rdvae.evaluation.Evaluation;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;
import org.rdvae.report.EvaluationReport;
import org.rdvae.tensor.TestDevice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs with several levels of latent variables: trained, stopped, saved, loaded and used. */
class LeveledJobTest {
  private static final String JOB =
      """
      data: {set: shapes, binarization: threshold, shapes: {size: 8, count: 200}}
      training: {epochs: 3, batch: 8, log-every: 1, prefetch: off}
      evaluation: {importance-samples: 5}
      """;

  /** As in Tomczak and Welling's model of two levels, smaller. */
  private static final String TWO =
      """
      model:
        encoder: [dense: {units: 16, gated: true}]
        latent:
          size: 4
          above:
            - size: 3
              encoder: [dense: {units: 12, gated: true}]
              decoder: [dense: {units: 12, gated: true}]
              joined: [dense: {units: 12, gated: true}]
        decoder: [dense: {units: 16, gated: true}]
      """;

  private static final String THREE =
      """
      model:
        encoder: [dense: {units: 16, activation: relu}]
        latent:
          size: 4
          above:
            - {size: 3, encoder: [dense: {units: 12}], decoder: [dense: {units: 12}]}
            - {size: 2, encoder: [], decoder: []}
        decoder: [dropout: {rate: 0.1}, dense: {units: 16, activation: relu}]
      """;

  /** Maps of 4 x 4 with one variable at each place, and above them flat ones. */
  private static final String CONVOLUTIONAL =
      """
      model:
        encoder: [convolution: {channels: 4, stride: 2, activation: silu}]
        latent:
          size: 1
          above:
            - size: 5
              encoder: [convolution: {channels: 4, stride: 2, activation: silu}, flatten]
              decoder: [dense: {units: 32, activation: silu}, reshape: {height: 4, width: 4, channels: 2}]
              joined: [convolution: {channels: 4, activation: silu}]
        decoder: [upsampling, convolution: {channels: 4, activation: silu}]
      """;

  /** Maps all the way up. */
  private static final String MAPS =
      """
      model:
        encoder: [convolution: {channels: 4, stride: 2, activation: silu}, batch-normalization]
        latent:
          size: 1
          above:
            - size: 2
              encoder: [convolution: {channels: 4, stride: 2, activation: silu}]
              decoder: [upsampling, convolution: {channels: 4, activation: silu}]
        decoder: [upsampling, convolution: {channels: 4, activation: silu}]
      """;

  @TempDir private Path folder;

  static Stream<Arguments> jobs() {
    String several = "objective.bound={importance-weighted: {samples: 3}}";
    return Stream.of(
        Arguments.of(TWO, List.of()),
        Arguments.of(TWO, List.of("objective.free-nats=0.1", "objective.beta.warm-up-epochs=1")),
        Arguments.of(TWO, List.of("model.prior={vamp: {pseudo-inputs: 7}}")),
        Arguments.of(TWO, List.of("model.prior=gaussian-mixture", several)),
        Arguments.of(TWO, List.of("model.prior=coupling-flow")),
        Arguments.of(TWO, List.of("model.posterior=full-gaussian")),
        Arguments.of(TWO, List.of("model.posterior=inverse-autoregressive", several)),
        Arguments.of(
            TWO, List.of("model.likelihood=continuous-bernoulli", "data.binarization=none")),
        Arguments.of(TWO, List.of("objective.bound={maximum: {samples: 2}}")),
        Arguments.of(TWO, List.of("objective.rate={capacity: {nats: 5}}")),
        Arguments.of(TWO, List.of("objective.rate={rate-constraint: {nats: 5}}")),
        Arguments.of(TWO, List.of("objective.free-nats=1", "objective.free-group=0")),
        Arguments.of(TWO, List.of("model.posterior=exponential", "model.prior=exponential")),
        Arguments.of(THREE, List.of()),
        Arguments.of(THREE, List.of("objective.bound={elbo: {samples: 2}}")),
        Arguments.of(THREE, List.of("objective.bound={renyi: {alpha: 0.5, samples: 2}}")),
        Arguments.of(CONVOLUTIONAL, List.of()),
        Arguments.of(CONVOLUTIONAL, List.of("model.prior={vamp: {pseudo-inputs: 3}}", several)),
        Arguments.of(MAPS, List.of()),
        Arguments.of(MAPS, List.of(several)));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void trainAreSavedAndAreUsed(String model, List<String> sets) throws IOException {
    Job job = job(model, sets);
    assertThat(train(job, "run", false, () -> false)).isTrue();
    int levels = job.model().latent().above().size() + 1;
    expectRatesOfLevels(folder.resolve("run"), levels);
    SavedModel saved =
        SavedModel.load(folder.resolve("run").resolve("checkpoints").resolve("best.safetensors"));
    assertThat(saved.job()).isEqualTo(job);
    expectEvaluation(saved, levels);
    expectPictures(saved);
  }

  /** At every step, and their sum is the rate. */
  private static void expectRatesOfLevels(Path run, int levels) throws IOException {
    int steps = 0;
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      JsonNode json = JsonMapper.shared().readTree(line);
      assertThat(json.get("elbo").isNumber()).as(line).isTrue();
      if (!json.get("type").asString().equals("train")) {
        continue;
      }
      JsonNode rates = json.get("rate_by_level");
      assertThat(rates).as(line).hasSize(levels);
      double sum = 0;
      for (JsonNode rate : rates) {
        sum += rate.asDouble();
      }
      double rate = json.get("rate").asDouble();
      assertThat(sum).as(line).isCloseTo(rate, within(1e-4 * (1 + Math.abs(rate))));
      assertThat(json.get("loss").asDouble()).as(line).isFinite();
      steps++;
    }
    assertThat(steps).isGreaterThan(50);
  }

  private static void expectEvaluation(SavedModel saved, int levels) {
    EvaluationReport report =
        new ModelEvaluation(
                new ModelData(saved, saved.job().data(), DataLoader.load(saved.job().data())),
                Split.TEST)
            .run(TestDevice.CPU, 5, 1, done -> {});
    Evaluation found = report.evaluation();
    double sum = 0;
    for (double rate : found.rateByLevel()) {
      sum += rate;
    }
    assertThat(found.rateByLevel()).hasSize(levels);
    assertThat(sum).isCloseTo(found.rate(), within(1e-3));
    assertThat(found.nll()).isFinite();
    assertThat(found.gap()).isPositive();
    assertThat(report.text()).contains("    of level 1 ", "    of level " + levels + " ");
  }

  private static void expectPictures(SavedModel saved) {
    int latents = saved.vae().architecture().latents();
    float[] z = new float[9 * latents];
    float[] logStddev = new float[z.length];
    float[] pictures = new float[9 * 64];
    try (VaeSession session = saved.vae().open(TestDevice.CPU, 4)) {
      session.draw(new RandomStream(1, RandomStream.Purpose.TEST), 1, 9, z);
      session.decode(z, 9, pictures);
      for (float value : pictures) {
        assertThat(value).isBetween(0f, 1f);
      }
      session.encode(pictures, 9, z, logStddev);
      for (int i = 0; i < z.length; i++) {
        assertThat(z[i]).isFinite();
        assertThat(logStddev[i]).isFinite();
      }
    }
  }

  /** Noise of all levels, dropout and pseudo-inputs go on where they stopped. */
  @Test
  void stoppedAndResumedTheyAreTheSame() throws IOException {
    Job job = job(THREE, List.of("model.prior=gaussian-mixture"));
    assertThat(train(job, "whole", false, () -> false)).isTrue();
    assertThat(train(job, "parts", false, stopAfter(13))).isFalse();
    assertThat(train(job, "parts", true, () -> false)).isTrue();
    for (String file : List.of("checkpoints/last.safetensors", "metrics.jsonl")) {
      assertThat(folder.resolve("parts").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
    }
  }

  private static BooleanSupplier stopAfter(int steps) {
    int[] left = {steps};
    return () -> --left[0] <= 0;
  }

  private Job job(String model, List<String> sets) throws IOException {
    Path config = Files.writeString(folder.resolve("job.yaml"), JOB + model);
    return ConfigReader.read(config, new ArrayList<>(sets));
  }

  private boolean train(Job job, String name, boolean resume, BooleanSupplier interrupted) {
    PrintStream realErr = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    try {
      return new TrainingRun(job, folder.resolve(name), OptionalInt.of(1), 0)
          .train(resume, interrupted);
    } finally {
      System.setErr(realErr);
    }
  }
}
