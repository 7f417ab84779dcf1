package org.rdvae.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rdvae.evaluation.AggregateDivergences;
import org.rdvae.evaluation.Estimate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Divergences between aggregate posterior and prior for people and for programs.
 *
 * @param model the first digits of the model's hash
 * @param split which images of the set
 * @param fingerprint of what was read, binarisation included
 */
public record DivergenceReport(
    AggregateDivergences divergences, String model, String split, String fingerprint) {

  /** One JSON object. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model);
    json.put("data", fingerprint);
    json.put("split", split);
    json.put("images", divergences.images());
    json.put("samples", divergences.samples());
    json.put("seed", divergences.seed());
    put(json, "kl_posterior_prior", divergences.forward());
    put(json, "kl_prior_posterior", divergences.reverse());
    json.put("alpha", divergences.order());
    put(json, "alpha_divergence", divergences.alpha());
    put(json, "mutual_information", divergences.information());
    put(json, "total_correlation", divergences.totalCorrelation());
    JsonNumbers.replaceIn(json);
    return JsonMapper.shared().writeValueAsString(json);
  }

  private static void put(Map<String, Object> json, String name, Estimate estimate) {
    json.put(name, estimate.value());
    json.put(name + "_standard_error", estimate.standardError());
  }

  /** A small table. */
  public String text() {
    MarkdownTable table = new MarkdownTable(List.of("divergence", "nats", "standard error"));
    add(table, "KL(q, p)", divergences.forward());
    add(table, "KL(p, q)", divergences.reverse());
    add(table, "alpha " + divergences.order() + " (no unit)", divergences.alpha());
    add(table, "mutual information of x and z", divergences.information());
    add(table, "total correlation of z", divergences.totalCorrelation());
    return String.format(
            Locale.ROOT,
            "model %s: aggregate posterior q of %,d %s images of %s, prior p, %,d samples of each%n",
            model,
            divergences.images(),
            split,
            fingerprint,
            divergences.samples())
        + table.text().stripTrailing();
  }

  private static void add(MarkdownTable table, String name, Estimate estimate) {
    table.add(
        List.of(
            name,
            String.format(Locale.ROOT, "%.3f", estimate.value()),
            String.format(Locale.ROOT, "%.3f", estimate.standardError())));
  }
}
