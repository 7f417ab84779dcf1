package org.rdvae.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.rdvae.base.Failure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code rdvae bench train} in a process of its own, for what belongs to a whole process: its
 * largest resident set, and the threads of the native library.
 *
 * @param program the words that start rdvae
 * @param device as {@code --device} takes it
 */
public record ChildBenchmark(List<String> program, String device) {
  public ChildBenchmark {
    program = List.copyOf(program);
  }

  /** What the child measured. */
  record Result(double milliseconds, OptionalDouble peakMegabytes) {}

  Result run(Workload workload, WorkSizes sizes, int threads, int warmup, int steps) {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of("bench", "train", "--json", "--workload", workload.title()));
    option(words, "--batch", sizes.batch());
    option(words, "--width", sizes.width());
    option(words, "--side", sizes.side());
    if (workload.hasLatents()) {
      option(words, "--latents", sizes.latents());
    }
    words.addAll(List.of("--device", device));
    option(words, "--threads", threads);
    option(words, "--warmup", warmup);
    option(words, "--steps", steps);
    JsonNode json = JsonMapper.shared().readTree(output(words, threads));
    JsonNode memory = json.get("peak_rss_mb");
    return new Result(
        json.get("ms_per_step").asDouble(),
        memory.isNull() ? OptionalDouble.empty() : OptionalDouble.of(memory.asDouble()));
  }

  private static void option(List<String> words, String name, int value) {
    words.add(name);
    words.add(Integer.toString(value));
  }

  private static String output(List<String> words, int threads) {
    ProcessBuilder builder = new ProcessBuilder(words);
    // The native library takes it as an upper limit when it is loaded.
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = null;
    try {
      process = builder.start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new Failure(
            Failure.Kind.BAD_DATA,
            "A measurement in a process of its own failed with exit code "
                + code
                + ": "
                + String.join(" ", words));
      }
      return out;
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, "A process for a measurement could not be run: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(Failure.Kind.INPUT_OUTPUT, "A measurement was interrupted", e);
    } finally {
      if (process != null) {
        process.destroy();
      }
    }
  }
}
