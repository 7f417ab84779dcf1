package org.rdvae.bench;

import java.util.List;
import java.util.Locale;
import org.rdvae.bench.LayerProfile.Row;
import org.rdvae.report.MarkdownTable;

/** A {@link LayerProfile} as a table that can be read as it is. */
public final class LayerTable {
  private LayerTable() {}

  /** In Markdown; GF/s are 10^9 multiplications and additions a second. */
  public static String of(LayerProfile profile) {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "part",
                "kind",
                "forward ms",
                "backward ms",
                "ms",
                "share",
                "forward GF/s",
                "backward GF/s"));
    for (Row row : profile.rows()) {
      boolean layer = !row.kind().isEmpty();
      table.add(
          List.of(
              row.name(),
              row.kind(),
              layer ? milliseconds(row.forward()) : "",
              layer ? milliseconds(row.backward()) : "",
              milliseconds(row.milliseconds()),
              share(row.milliseconds(), profile),
              speed(row.forwardGigaflop(), row.forward()),
              speed(row.backwardGigaflop(), row.backward())));
    }
    single(table, "rest", profile.rest(), profile);
    single(table, "whole step", profile.milliseconds(), profile);
    return table.text();
  }

  private static void single(
      MarkdownTable table, String name, double milliseconds, LayerProfile profile) {
    table.add(
        List.of(
            name, "", "", "", milliseconds(milliseconds), share(milliseconds, profile), "", ""));
  }

  private static String milliseconds(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String share(double milliseconds, LayerProfile profile) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * milliseconds / profile.milliseconds());
  }

  private static String speed(double gigaflop, double milliseconds) {
    return gigaflop == 0 ? "" : String.format(Locale.ROOT, "%.0f", 1000 * gigaflop / milliseconds);
  }
}
