package org.rdvae.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rdvae.evaluation.ScoreKind;
import org.rdvae.evaluation.Spread;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs of a sweep, compared: of every variant the mean and the standard deviation over seeds,
 * and the difference to the first variant. A difference is taken between runs of the same seed and
 * then averaged, because what a seed does to both cancels; its standard error is that of these
 * differences.
 *
 * @param keys the settings that vary; may be empty
 * @param variants of each variant the values of the keys
 * @param runs those that were measured
 */
public record SweepReport(List<String> keys, List<List<String>> variants, List<SweepRun> runs) {

  /** Two tables in Markdown, which can be read as they are too. */
  public String markdown() {
    MarkdownTable means = new MarkdownTable(header("seeds", ""));
    MarkdownTable differences = new MarkdownTable(header("pairs", " difference"));
    for (int variant = 0; variant < variants.size(); variant++) {
      means.add(row(variant, measured(variant), false));
      if (variant > 0) {
        differences.add(row(variant, pairs(variant), true));
      }
    }
    String text =
        measuredOn()
            + ", nats per image: mean over seeds (standard deviation of one run).\n\n"
            + means.text();
    return variants.size() == 1
        ? text
        : text
            + "\n"
            + "Difference to the first variant, by pairs of one seed: mean (its standard"
            + " error).\n\n"
            + differences.text();
  }

  /** How much was measured, where it is the same for all runs. */
  private String measuredOn() {
    List<String> words =
        runs.stream()
            .map(
                run ->
                    String.format(
                        Locale.ROOT,
                        "%,d test images, %d samples of each",
                        run.evaluation().path("images").asInt(0),
                        run.evaluation().path("importance_samples").asInt(0)))
            .distinct()
            .toList();
    return words.size() == 1 ? words.get(0) : "Test images";
  }

  private List<String> header(String count, String suffix) {
    List<String> names = new ArrayList<>(keys.isEmpty() ? List.of("variant") : keys);
    names.add(count);
    for (ScoreKind kind : ScoreKind.OF_MODELS) {
      names.add(kind.label() + suffix);
    }
    return names;
  }

  private List<String> row(int variant, int count, boolean difference) {
    List<String> cells = new ArrayList<>(name(variant));
    cells.add(Integer.toString(count));
    for (ScoreKind kind : ScoreKind.OF_MODELS) {
      cells.add(
          difference
              ? withError(
                  "%+.2f", difference(variant, kind), difference(variant, kind).standardError())
              : withError(
                  "%.2f", spread(variant, kind), spread(variant, kind).standardDeviation()));
    }
    return cells;
  }

  private List<String> name(int variant) {
    return keys.isEmpty() ? List.of("as configured") : variants.get(variant);
  }

  private static String withError(String format, Spread spread, double error) {
    if (spread.count() == 0) {
      return "-";
    }
    String mean = String.format(Locale.ROOT, format, spread.mean());
    return Double.isNaN(error) ? mean : String.format(Locale.ROOT, "%s (%.2f)", mean, error);
  }

  /** A row for each variant, the same numbers with all their digits. */
  public void writeCsv(OutputStream out) throws IOException {
    List<Object> names = new ArrayList<>(keys.isEmpty() ? List.of("variant") : keys);
    names.add("seeds");
    for (ScoreKind kind : ScoreKind.OF_MODELS) {
      names.add(kind.label() + "_mean");
      names.add(kind.label() + "_standard_deviation");
    }
    names.add("pairs");
    for (ScoreKind kind : ScoreKind.OF_MODELS) {
      names.add(kind.label() + "_difference");
      names.add(kind.label() + "_difference_standard_error");
    }
    CsvWriter table = new CsvWriter(out, names.toArray());
    for (int variant = 0; variant < variants.size(); variant++) {
      List<Object> cells = new ArrayList<>(name(variant));
      cells.add(measured(variant));
      for (ScoreKind kind : ScoreKind.OF_MODELS) {
        cells.add(spread(variant, kind).mean());
        cells.add(spread(variant, kind).standardDeviation());
      }
      // The first variant's differences to itself would be mistaken for measurements.
      boolean first = variant == 0;
      cells.add(first ? "" : pairs(variant));
      for (ScoreKind kind : ScoreKind.OF_MODELS) {
        cells.add(first ? "" : difference(variant, kind).mean());
        cells.add(first ? "" : difference(variant, kind).standardError());
      }
      table.add(cells.toArray());
    }
    table.flush();
  }

  /** A JSON object for each run, in a line. */
  public void writeJsonLines(OutputStream out) throws IOException {
    for (SweepRun run : runs) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("folder", run.folder());
      line.put("seed", run.seed());
      Map<String, String> settings = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        settings.put(keys.get(i), variants.get(run.variant()).get(i));
      }
      line.put("settings", settings);
      line.put("evaluation", run.evaluation());
      String text = JsonMapper.shared().writeValueAsString(line) + "\n";
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private int measured(int variant) {
    return (int) runs.stream().filter(run -> run.variant() == variant).count();
  }

  private int pairs(int variant) {
    return difference(variant, ScoreKind.ELBO).count();
  }

  private Spread spread(int variant, ScoreKind kind) {
    return Spread.of(
        runs.stream()
            .filter(run -> run.variant() == variant)
            .mapToDouble(run -> run.value(kind))
            .toArray());
  }

  private Spread difference(int variant, ScoreKind kind) {
    Map<Long, Double> first = new LinkedHashMap<>();
    runs.stream()
        .filter(run -> run.variant() == 0)
        .forEach(run -> first.put(run.seed(), run.value(kind)));
    return Spread.of(
        runs.stream()
            .filter(run -> run.variant() == variant && first.containsKey(run.seed()))
            .mapToDouble(run -> run.value(kind) - first.get(run.seed()))
            .toArray());
  }
}
