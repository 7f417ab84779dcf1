package org.rdvae.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.rdvae.report.MarkdownTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The README's table of likelihoods beside published ones, made from the files in {@code
 * src/bench/results/likelihoods}, a file for each line: what was trained, and the very answer of
 * {@code rdvae evaluate --json}.
 */
final class LikelihoodTable {
  static final Path RESULTS = Path.of("src/bench/results/likelihoods");

  static final Path README = Path.of("README.md");
  private static final List<String> HEADER =
      List.of(
          "model",
          "data",
          "samples",
          "NLL",
          "published",
          "-ELBO",
          "epochs; hours",
          "kept model, config");

  private LikelihoodTable() {}

  /** The results, in the order of their files' names. */
  static List<JsonNode> results() throws IOException {
    try (Stream<Path> files = Files.list(RESULTS)) {
      List<JsonNode> results = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        results.add(JsonMapper.shared().readTree(file));
      }
      return results;
    }
  }

  static String markdown() throws IOException {
    MarkdownTable table = new MarkdownTable(HEADER);
    for (JsonNode result : results()) {
      JsonNode measured = result.get("evaluation");
      String config = result.get("config").asString();
      table.add(
          List.of(
              result.get("job").asString(),
              result.get("data").asString(),
              measured.get("importance_samples").asString(),
              String.format(Locale.ROOT, "**%.2f**", measured.get("nll").asDouble()),
              result.get("published").asString(),
              String.format(Locale.ROOT, "%.2f", -measured.get("elbo").asDouble()),
              cost(result),
              kept(result) + "[config](" + config + ")"));
    }
    return table.text();
  }

  /** What another machine than A took is not to be compared with the rest. */
  private static String cost(JsonNode result) {
    String machine = result.get("machine").asString();
    return String.format(
        Locale.ROOT,
        "%d; %.1f%s",
        result.get("epochs").asInt(),
        result.get("hours").asDouble(),
        machine.equals("A") ? "" : " (" + machine + ")");
  }

  private static String kept(JsonNode result) {
    JsonNode checkpoint = result.get("checkpoint");
    if (checkpoint.isNull()) {
      return "";
    }
    String card = checkpoint.asString().replace(".safetensors", ".md");
    return "[" + Path.of(card).getFileName().toString().replace(".md", "") + "](" + card + "), ";
  }

  /** The README with this table and that of the estimators in their places. */
  static String readme() throws IOException {
    String text = Files.readString(README);
    text = replaced(text, "likelihoods, made by LikelihoodTable", "likelihoods", markdown());
    return replaced(
        text, "estimators, made by EstimatorTable", "estimators", EstimatorTable.markdown());
  }

  private static String replaced(String text, String begin, String name, String table) {
    String first = "<!-- " + begin + " -->\n";
    return text.substring(0, text.indexOf(first) + first.length())
        + table
        + text.substring(text.indexOf("<!-- end of " + name + " -->\n"));
  }
}
