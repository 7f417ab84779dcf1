package org.rdvae.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rdvae.base.Failure;
import org.rdvae.evaluation.BdRate;
import org.rdvae.evaluation.RateCurve;

/**
 * What several curves differ by, each against each other one.
 *
 * @param names of the curves
 * @param pairs one for each opponent and coder
 */
record BdRates(List<String> names, List<Pair> pairs) {

  /**
   * A coder against an opponent.
   *
   * @param rate null if there is none
   * @param reason why there is none, or empty
   */
  record Pair(String opponent, String coder, BdRate rate, String reason) {
    private Double percent() {
      return rate == null ? null : (Double) rate.percent();
    }
  }

  static BdRates of(List<RateCurve> curves) {
    List<Pair> pairs = new ArrayList<>();
    for (RateCurve opponent : curves) {
      for (RateCurve coder : curves) {
        if (!coder.name().equals(opponent.name())) {
          pairs.add(pair(opponent, coder));
        }
      }
    }
    return new BdRates(curves.stream().map(RateCurve::name).toList(), pairs);
  }

  private static Pair pair(RateCurve opponent, RateCurve coder) {
    try {
      return new Pair(opponent.name(), coder.name(), BdRate.of(opponent, coder), "");
    } catch (Failure e) {
      return new Pair(opponent.name(), coder.name(), null, e.getMessage());
    }
  }

  /** In percent, the first curve against each other one; null where there is none. */
  Map<String, Double> ofFirst() {
    Map<String, Double> percents = new LinkedHashMap<>();
    pairs.stream()
        .filter(pair -> pair.coder().equals(names.get(0)))
        .forEach(pair -> percents.put(pair.opponent(), pair.percent()));
    return percents;
  }

  /** An object for each pair. */
  List<Map<String, Object>> json() {
    return pairs.stream().map(BdRates::json).toList();
  }

  private static Map<String, Object> json(Pair pair) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("coder", pair.coder());
    json.put("opponent", pair.opponent());
    json.put("percent", pair.percent());
    if (pair.rate() == null) {
      json.put("reason", pair.reason());
    } else {
      json.put("lowest_psnr", pair.rate().lowestPsnr());
      json.put("highest_psnr", pair.rate().highestPsnr());
    }
    return json;
  }

  /** A table with a column for each opponent; empty if there is nothing to compare. */
  String markdown() {
    if (pairs.isEmpty()) {
      return "";
    }
    List<String> header = new ArrayList<>();
    header.add("coder");
    names.forEach(name -> header.add("against " + name));
    MarkdownTable table = new MarkdownTable(header);
    for (String coder : names) {
      List<String> cells = new ArrayList<>();
      cells.add(coder);
      names.forEach(opponent -> cells.add(cell(opponent, coder)));
      table.add(cells);
    }
    StringBuilder text = new StringBuilder();
    text.append("\nBD-rate: difference of file size at equal PSNR, mean over the PSNR given.\n\n");
    text.append(table.text());
    pairs.stream()
        .map(Pair::reason)
        .filter(reason -> !reason.isEmpty())
        .distinct()
        .forEach(reason -> text.append('\n').append(reason).append('\n'));
    return text.toString();
  }

  private String cell(String opponent, String coder) {
    return pairs.stream()
        .filter(pair -> pair.opponent().equals(opponent) && pair.coder().equals(coder))
        .filter(pair -> pair.rate() != null)
        .map(Pair::rate)
        .map(
            rate ->
                String.format(
                    Locale.ROOT,
                    "%+.1f %% (%.1f to %.1f dB)",
                    rate.percent(),
                    rate.lowestPsnr(),
                    rate.highestPsnr()))
        .findFirst()
        .orElse("-");
  }
}
