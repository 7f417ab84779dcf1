package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code rdvae bench}, on work of milliseconds. */
class BenchCommandTest {
  private static final List<String> SMALL =
      List.of("--batch", "2", "--width", "4", "--threads", "1");

  @TempDir private Path temporary;

  private static JsonNode json(Object... words) {
    return JsonMapper.shared().readTree(done(words).out());
  }

  private static Object[] small(String... words) {
    List<Object> all = new ArrayList<>(List.of("bench"));
    all.addAll(List.of(words));
    all.addAll(SMALL);
    return all.toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "gated", "conv", "codec"})
  void trainTimesEveryWorkload(String workload) {
    JsonNode json =
        json(
            small(
                "train",
                "--workload",
                workload,
                "--side",
                "16",
                "--steps",
                "3",
                "--warmup",
                "1",
                "--json"));
    assertThat(json.propertyNames())
        .containsExactly(
            "runner",
            "workload",
            "layout",
            "threads",
            "steps",
            "ms_per_step",
            "ms_fastest",
            "ms_p90",
            "peak_rss_mb",
            "native_fraction",
            "optimizer_fraction",
            "other_fraction",
            "allocated_bytes_per_step",
            "versions");
    assertThat(json.get("runner").asString()).isEqualTo("rdvae");
    assertThat(json.get("workload").asString()).isEqualTo(workload);
    assertThat(json.get("steps").asInt()).isEqualTo(3);
    assertThat(json.get("threads").asInt()).isEqualTo(1);
    assertThat(json.get("ms_fastest").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(json.get("ms_per_step").asDouble());
    assertThat(json.get("ms_per_step").asDouble())
        .isLessThanOrEqualTo(json.get("ms_p90").asDouble());
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertThat(json.get("peak_rss_mb").asDouble()).isBetween(50.0, 100_000.0);
    }
    double parts = 0;
    for (String part : List.of("native_fraction", "optimizer_fraction", "other_fraction")) {
      assertThat(json.get(part).asDouble()).as(part).isBetween(0.0, 1.0);
      parts += json.get(part).asDouble();
    }
    assertThat(parts).isCloseTo(1, within(1e-9));
  }

  @Test
  void trainTellsItInWords() {
    assertThat(done(small("train", "--steps", "3", "--warmup", "0")).out())
        .contains("mlp, 1 threads: ", "ms a step", "native kernels", "bytes allocated a step");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train --workload mpl", "growth --workload mpl", "layers --workload mpl"})
  void namesTheWorkloads(String words) {
    refused(
        2,
        saying("--workload", "MLP, GATED, CONV, CODEC", "mpl"),
        (Object[]) ("bench " + words).split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --steps 0 | --steps: expected a whole number from 1 to 1000000, found 0",
        "train --warmup -1 | --warmup: expected a whole number from 0 to 1000000, found -1",
        "train --batch 0 | --batch: expected a whole number from 1 to 1000000, found 0",
        "train --workload codec --side 40 | --side: expected a multiple of 16 for the workload"
            + " codec, found 40; the nearest is 32",
        "train --workload conv --latents 2 | --latents: the workload conv has no latent variables",
        "layers --steps 0 --workload mlp | --steps: expected a whole number from 1 to 1000000",
        "layers --workload mlp --set seed=2 | --set: expected a config file whose settings it"
            + " changes, found --workload mlp",
        "layers | Expected either a config file or --workload mlp, gated, conv or codec, found"
            + " neither",
        "layers a.yaml --workload mlp | gated, conv or codec, found both",
        "growth --vary batch,depth | Invalid value for option '--vary'",
        "growth --vary depth | BATCH, WIDTH, LATENTS, SIDE, THREADS",
        "growth --rounds 0 | --rounds: expected a whole number from 1 to 100, found 0",
        "growth --seconds 0 | --seconds: expected a number above 0, at most 1000, found 0.0",
        "tune --workload mlp --rounds 0 | --rounds: expected a whole number from 1 to 1000",
        "tune --workload mlp --seconds -1 | --seconds: expected a number above 0, at most 100",
        "tune | Expected either a config file or --workload mlp, gated, conv or codec",
        "work mlp | Missing required option: '--out=DIR'",
        "work mlp --out x --steps 0 | --steps: expected a whole number from 1 to 10000, found 0",
      })
  void refusesWordsThatMakeNoSense(String words, String message) {
    refused(2, saying(message.split("\n")), (Object[]) ("bench " + words).split(" ", -1));
  }

  @Test
  void namesTheBenchmarks() {
    refused(2, saying("Expected a benchmark: bench train, bench layers"), "bench");
  }

  @Test
  void layersOfAWorkloadAddUp() {
    JsonNode json =
        json(
            "bench",
            "layers",
            "--workload",
            "gated",
            "--steps",
            "4",
            "--warmup",
            "2",
            "--json",
            "--threads",
            "1");
    double sum = json.get("rest_ms").asDouble();
    List<String> names = new ArrayList<>();
    for (JsonNode part : json.get("parts")) {
      sum += part.get("ms").asDouble();
      names.add(part.get("name").asString());
      assertThat(part.get("forward_ms").asDouble() + part.get("backward_ms").asDouble())
          .isCloseTo(part.get("ms").asDouble(), within(1e-9));
    }
    assertThat(sum).isCloseTo(json.get("ms_per_step").asDouble(), within(1e-9));
    assertThat(names).contains("encoder.1", "likelihood.logits", "optimiser", "batch");
  }

  private Path smallConfig() throws IOException {
    return Files.writeString(
        temporary.resolve("job.yaml"),
        """
        data: {set: shapes, binarization: none, shapes: {count: 60, size: 8}}
        model:
          latent: {size: 2}
          encoder: [{convolution: {channels: 2, stride: 2}}, {flatten: {}}]
          decoder: [{dense: {units: 5, activation: relu}}, {dropout: {rate: 0.1}}]
          likelihood: {gaussian: {}}
        training: {batch: 4}
        """);
  }

  @Test
  void layersOfAConfigAreThoseThatItNames() throws IOException {
    String out =
        done(
                "bench",
                "layers",
                smallConfig(),
                "--set",
                "training.batch=3",
                "--steps",
                "3",
                "--warmup",
                "1",
                "--threads",
                "1")
            .out();
    assertThat(out)
        .contains(
            "batch 3, 1 threads: means over the faster half of 3 steps",
            "| encoder.0 ",
            "| convolution |",
            "| decoder.1 ",
            "| likelihood gradient ",
            "| whole step ");
  }

  @Test
  void growthFitsAModelForEachSize() {
    JsonNode json =
        json(small("growth", "--quick", "--vary", "latents,side", "--side", "8", "--json"));
    assertThat(json.get("workload").asString()).isEqualTo("mlp");
    assertThat(json.get("curves")).hasSize(2);
    for (JsonNode curve : json.get("curves")) {
      assertThat(curve.get("points")).hasSize(2);
      for (JsonNode point : curve.get("points")) {
        assertThat(point.get("ms_per_step").asDouble()).isPositive();
        assertThat(point.get("gflop").asDouble()).isPositive();
        if (Files.exists(Path.of("/proc/self/status"))) {
          assertThat(point.get("peak_rss_mb").asDouble())
              .isGreaterThan(point.get("planned_mb").asDouble());
        }
      }
      assertThat(curve.get("ms_model").get("slope").asDouble()).isNotNegative();
      assertThat(curve.get("exponent").isNumber()).isTrue();
    }
    assertThat(json.get("curves").get(1).get("varied").asString()).isEqualTo("side");
  }

  @Test
  void tuneTimesWhatTheTableChoosesAmong() throws IOException {
    JsonNode json =
        json(
            "bench",
            "tune",
            smallConfig(),
            "--rounds",
            "2",
            "--seconds",
            "0.0001",
            "--threads",
            "1",
            "--json");
    assertThat(json.get("call_table").asString()).isNotEmpty();
    assertThat(json.get("shapes")).isNotEmpty();
    for (JsonNode shape : json.get("shapes")) {
      assertThat(shape.get("ms").propertyNames()).contains(shape.get("chosen").asString());
    }
    for (JsonNode row : json.get("proposed_rows")) {
      assertThat(row.asString().split("\t", -1)).hasSize(7);
    }
    assertThat(
            done(
                    "bench",
                    "tune",
                    smallConfig(),
                    "--rounds",
                    "1",
                    "--seconds",
                    "0.0001",
                    "--threads",
                    "1")
                .out())
        .contains("1 threads, call table ", "| convolve ", "| matmul ")
        .containsAnyOf("Proposed rows, to stand before", "No other call is so much faster");
  }

  @Test
  void workWritesAFolderForOtherPrograms() throws IOException {
    Path folder = temporary.resolve("check");
    done("bench", "work", "gated", "--steps", "2", "--threads", "1", "--out", folder);
    JsonNode work = JsonMapper.shared().readTree(Files.readString(folder.resolve("workload.json")));
    assertThat(work.get("batch").asInt()).isEqualTo(100);
    assertThat(Files.size(folder.resolve("inputs.f32"))).isEqualTo(4L * 2 * 100 * 784);
    assertThat(Files.size(folder.resolve("rdvae/gradient.f32")))
        .isEqualTo(4L * work.get("size").asInt());
    refused(
        73,
        saying("--out: expected a new or empty folder, found files in " + folder),
        "bench",
        "work",
        "gated",
        "--out",
        folder);
  }
}
