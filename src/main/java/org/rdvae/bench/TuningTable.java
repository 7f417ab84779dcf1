package org.rdvae.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.rdvae.report.MarkdownTable;
import org.rdvae.tensor.Device;

/** What {@link Tuning} measured, and the rows that it speaks for. */
public final class TuningTable {
  private TuningTable() {}

  /** All shapes in Markdown, times in milliseconds a step. */
  public static String of(List<Tuning.Result> results) {
    MarkdownTable table =
        new MarkdownTable(
            List.of("operation", "m", "n", "k", "calls", "chosen", "ms", "others", "gain"));
    for (Tuning.Result result : results) {
      TunedShape shape = result.shape();
      table.add(
          List.of(
              shape.operation(),
              Long.toString(shape.m()),
              Long.toString(shape.n()),
              Long.toString(shape.k()),
              Integer.toString(result.calls()),
              result.chosen(),
              milliseconds(result.chosenMilliseconds()),
              others(result),
              result.best().equals(result.chosen()) ? "" : percent(result.gain())));
    }
    return table.text();
  }

  private static String others(Tuning.Result result) {
    return result.milliseconds().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(result.chosen()))
        .map(entry -> entry.getKey() + " " + milliseconds(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /**
   * Rows of the call table for the shapes that another call would serve better, each behind a
   * comment with what it would spare. They hold for this number of threads and for processors like
   * this one.
   */
  public static String proposals(List<Tuning.Result> results, Device device) {
    return Tuning.worthARow(results).stream()
        .map(
            result ->
                String.format(
                    Locale.ROOT,
                    "# %s: %s ms against %s ms of %s, %s less%n%s%n",
                    result.best(),
                    milliseconds(result.milliseconds().get(result.best())),
                    milliseconds(result.chosenMilliseconds()),
                    result.chosen(),
                    percent(result.gain()),
                    row(result, device)))
        .collect(Collectors.joining());
  }

  /** The row that a result speaks for. */
  public static String row(Tuning.Result result, Device device) {
    String feature =
        List.of("no-onednn", "avx512").stream()
            .filter(name -> List.of(device.features().split(" ")).contains(name))
            .findFirst()
            .orElse("*");
    return result.shape().row(Integer.toString(device.threads()), feature, result.best());
  }

  private static String milliseconds(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * part);
  }
}
