package org.rdvae.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rdvae.base.KebabCase;
import org.rdvae.data.DataSettings;
import org.rdvae.evaluation.Evaluation;
import org.rdvae.evaluation.PublishedResult;
import tools.jackson.databind.json.JsonMapper;

/**
 * An evaluation for people and for programs.
 *
 * @param model the first digits of the model's hash
 * @param dataSet name of the image set, as a config calls it
 * @param split which images of the set
 * @param fingerprint of what was read, binarisation included
 */
public record EvaluationReport(
    Evaluation evaluation, String model, String dataSet, String split, String fingerprint) {
  /** All; data.limit and evaluation.images leave fewer, for which nobody published a number. */
  private static final int PUBLISHED_IMAGES = 10_000;

  /** One JSON object; numbers that do not exist are {@code null}. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model);
    json.put("data", fingerprint);
    json.put("split", split);
    json.put("images", evaluation.images());
    json.put("elbo", evaluation.elbo());
    json.put("rate", evaluation.rate());
    json.put("distortion", evaluation.distortion());
    json.put("nll", evaluation.nll());
    json.put("nll_standard_error", evaluation.nllStandardError());
    json.put("nll_monte_carlo_error", evaluation.nllMonteCarloError());
    json.put("importance_samples", evaluation.importanceSamples());
    json.put("seed", evaluation.seed());
    json.put("gap", evaluation.gap());
    json.put("bits_per_dimension", evaluation.bitsPerDimension());
    json.put("nll_bits_per_dimension", evaluation.nllBitsPerDimension());
    json.put("active_units", evaluation.activeUnits());
    json.put(
        "rate_by_latent",
        Arrays.stream(evaluation.rateByLatent()).mapToObj(JsonNumbers::orNull).toList());
    json.put(
        "rate_by_level",
        Arrays.stream(evaluation.rateByLevel()).mapToObj(JsonNumbers::orNull).toList());
    JsonNumbers.replaceIn(json);
    return JsonMapper.shared().writeValueAsString(json);
  }

  /**
   * Adds it to the events of a run.
   *
   * @param step of the model
   */
  public void writeEvents(Path folder, long step) {
    RunEvents.writeTest(folder, step, evaluation);
  }

  /** A small table, with what others published beside it where it can be compared. */
  public String text() {
    Evaluation e = evaluation;
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "model %s on %,d %s images of %s",
            model,
            e.images(),
            split.toLowerCase(Locale.ROOT),
            fingerprint));
    lines.add("                        " + heading());
    if (isOfColumns()) {
      lines.add(
          "of the columns standardised to mean 0 and standard deviation 1, not as in the file");
    }
    lines.add(row("elbo", e.elbo(), -e.bitsPerDimension()));
    lines.add(row("  rate", e.rate(), e.bitsPerDimension(e.rate())));
    for (int level = 1; e.rateByLevel().length > 1 && level <= e.rateByLevel().length; level++) {
      double rate = e.rateByLevel()[level - 1];
      lines.add(row("    of level " + level, rate, e.bitsPerDimension(rate)));
    }
    lines.add(row("  distortion", e.distortion(), e.bitsPerDimension(e.distortion())));
    lines.add(row("nll, " + e.importanceSamples() + " samples", e.nll(), e.nllBitsPerDimension()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  standard error %s over images, %s over noise; gap to the bound %.2f",
            error("%.3f", e.nllStandardError()),
            error("%.4f", e.nllMonteCarloError()),
            e.gap()));
    lines.add(
        String.format(
            Locale.ROOT, "active units %d of %d", e.activeUnits(), e.rateByLatent().length));
    if (split.equalsIgnoreCase("test") && e.images() == PUBLISHED_IMAGES) {
      for (PublishedResult published : PublishedResult.find(dataSet, e.importanceSamples())) {
        lines.add(
            String.format(
                Locale.ROOT,
                "published nll %.2f: %s (%s)",
                published.nll(),
                published.model(),
                published.source()));
      }
    }
    return String.join("\n", lines);
  }

  private String heading() {
    if (isOfTexts()) {
      return "nats per document";
    }
    return evaluation.discrete()
        ? "nats per image  bits per dimension"
        : "density, nats per example";
  }

  /** Their dimension is the size of the vocabulary, by which nobody divides. */
  private boolean isOfTexts() {
    return dataSet.equals(KebabCase.of(DataSettings.Set.TEXT.name()));
  }

  /** Real numbers of a table: the only other set with a density is that of 8-bit values. */
  private boolean isOfColumns() {
    return !evaluation.discrete() && dataSet.equals(KebabCase.of(DataSettings.Set.TABLE.name()));
  }

  /** A single image, or a single sample, has no spread to tell an error from. */
  private static String error(String format, double error) {
    return Double.isNaN(error) ? "unknown" : String.format(Locale.ROOT, format, error);
  }

  private String row(String name, double nats, double bits) {
    String number = String.format(Locale.ROOT, "%-22s %15.2f", name, nats);
    return Double.isNaN(bits) || isOfTexts()
        ? number
        : number + String.format(Locale.ROOT, " %19.4f", bits);
  }
}
