package org.rdvae.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rdvae.evaluation.ImageScore;
import org.rdvae.evaluation.ScoreKind;
import org.rdvae.evaluation.ScoredImages;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scores of single images as a table for programs, and what they amount to for people.
 *
 * @param model the first digits of the model's hash
 * @param importanceSamples for each image
 * @param seed of the noise
 * @param usual sets of images
 * @param unusual sets of images that are expected to score as less likely; may be empty
 */
public record ScoreReport(
    String model,
    int importanceSamples,
    long seed,
    List<ScoredImages> usual,
    List<ScoredImages> unusual) {

  /** A row for each image, the usual sets first. */
  public void writeCsv(OutputStream out) throws IOException {
    CsvWriter table =
        new CsvWriter(
            out, "name", "index", "nll", "elbo", "rate", "distortion", "complexity", "excess");
    for (ScoredImages set : sets()) {
      int index = 0;
      for (ImageScore score : set.scores()) {
        table.add(
            set.names().get(index),
            index,
            score.nll(),
            score.elbo(),
            score.rate(),
            score.distortion(),
            score.complexity(),
            score.excess());
        index++;
      }
    }
    table.flush();
  }

  private List<ScoredImages> sets() {
    return Stream.concat(usual.stream(), unusual.stream()).toList();
  }

  /** One JSON object: the averages of every set, and with unusual ones the AUROCs. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model);
    json.put("importance_samples", importanceSamples);
    json.put("seed", seed);
    json.put("sets", sets().stream().map(ScoreReport::averages).toList());
    if (!unusual.isEmpty()) {
      Map<String, Object> aurocs = new LinkedHashMap<>();
      for (ScoreKind kind : ScoreKind.values()) {
        aurocs.put(kind.label(), JsonNumbers.orNull(auroc(kind)));
      }
      json.put("auroc", aurocs);
    }
    return JsonMapper.shared().writeValueAsString(json);
  }

  private static Map<String, Object> averages(ScoredImages set) {
    Map<String, Object> averages = new LinkedHashMap<>();
    averages.put("name", set.name());
    averages.put("images", set.scores().size());
    for (ScoreKind kind : ScoreKind.values()) {
      averages.put(kind.label(), JsonNumbers.orNull(set.mean(kind)));
    }
    return averages;
  }

  private double auroc(ScoreKind kind) {
    return ScoredImages.auroc(kind, usual, unusual);
  }

  /** The averages of every set, and with unusual ones how well they are told apart. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "model %s, %d importance samples; averages in nats per image",
            model,
            importanceSamples));
    List<ScoreKind> kinds = kinds();
    lines.add(row("images", kinds, ScoreKind::label, ""));
    for (ScoredImages set : sets()) {
      lines.add(
          row(
              String.format(Locale.ROOT, "%,d", set.scores().size()),
              kinds,
              kind -> number("%.2f", set.mean(kind)),
              set.name()));
    }
    if (!unusual.isEmpty()) {
      lines.add(
          row(
              "AUROC",
              kinds,
              kind -> number("%.4f", auroc(kind)),
              "of telling --against: 1 always, 0.5 by chance"));
    }
    return String.join("\n", lines);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String row(
      String first, List<ScoreKind> kinds, Function<ScoreKind, String> cell, String words) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%10s", first));
    kinds.forEach(kind -> row.append(String.format(Locale.ROOT, " %10s", cell.apply(kind))));
    return (row + "  " + words).stripTrailing();
  }

  /** A density cannot be compared with a compressor. */
  private List<ScoreKind> kinds() {
    return Stream.of(ScoreKind.values())
        .filter(kind -> sets().stream().noneMatch(set -> Double.isNaN(set.mean(kind))))
        .toList();
  }
}
