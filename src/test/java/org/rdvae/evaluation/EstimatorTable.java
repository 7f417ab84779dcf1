package org.rdvae.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.rdvae.report.MarkdownTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The README's table of what the doubly reparameterised gradient changes, made from what {@code
 * rdvae sweep} left: a line for each data set, of pairs of runs that differ in the estimator only.
 */
final class EstimatorTable {
  private static final String KEY = "objective.estimator";

  private EstimatorTable() {}

  static String markdown() throws IOException {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "data",
                "pairs",
                "images; samples",
                "reparameterised",
                "doubly reparameterised",
                "difference of the NLL",
                "published"));
    table.add(
        row(
            "dynamic MNIST",
            "dreg-dynamic",
            "-0.28 (nbip/IWAE: 100 latent variables, trained to the end)"));
    table.add(row("static MNIST", "dreg-static", ""));
    return table.text();
  }

  private static List<String> row(String data, String folder, String published) throws IOException {
    List<JsonNode> runs = new ArrayList<>();
    for (String line :
        Files.readAllLines(LikelihoodTable.RESULTS.resolve(folder + ".results.jsonl"))) {
      runs.add(JsonMapper.shared().readTree(line));
    }
    Map<Integer, Double> plain = nlls(runs, "reparameterized");
    Map<Integer, Double> doubly = nlls(runs, "doubly-reparameterized");
    if (!plain.keySet().equals(doubly.keySet())) {
      throw new IllegalStateException(folder + ": expected pairs, found " + plain + doubly);
    }
    double[] differences =
        plain.keySet().stream().mapToDouble(seed -> doubly.get(seed) - plain.get(seed)).toArray();
    Spread difference = Spread.of(differences);
    JsonNode first = runs.get(0).get("evaluation");
    return List.of(
        data,
        Integer.toString(plain.size()),
        String.format(
            Locale.ROOT,
            "%,d; %d",
            first.get("images").asInt(),
            first.get("importance_samples").asInt()),
        String.format(Locale.ROOT, "%.2f", mean(plain)),
        String.format(Locale.ROOT, "%.2f", mean(doubly)),
        String.format(
            Locale.ROOT, "**%+.2f** (%.2f)", difference.mean(), difference.standardError()),
        published);
  }

  private static double mean(Map<Integer, Double> nlls) {
    return nlls.values().stream().mapToDouble(nll -> nll).average().orElseThrow();
  }

  /** Of the runs of one estimator, by their seeds. */
  private static Map<Integer, Double> nlls(List<JsonNode> runs, String estimator) {
    return runs.stream()
        .filter(run -> run.get("settings").get(KEY).asString().equals(estimator))
        .collect(
            Collectors.toMap(
                run -> run.get("seed").asInt(),
                run -> run.get("evaluation").get("nll").asDouble()));
  }
}
