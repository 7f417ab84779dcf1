package org.rdvae.evaluation;

import java.util.List;

/**
 * The scores of a set of images, in its order.
 *
 * @param name of the set
 * @param names of its images
 */
public record ScoredImages(String name, List<String> names, List<ImageScore> scores) {
  public ScoredImages {
    names = List.copyOf(names);
    scores = List.copyOf(scores);
  }

  /** The average of one of the numbers, in nats. */
  public double mean(ScoreKind kind) {
    return scores.stream().mapToDouble(kind::of).average().orElse(Double.NaN);
  }

  /** How well one of the numbers tells the second sets' images as less likely than the first's. */
  public static double auroc(ScoreKind kind, List<ScoredImages> usual, List<ScoredImages> unusual) {
    return Auroc.of(anomalies(kind, usual), anomalies(kind, unusual));
  }

  private static double[] anomalies(ScoreKind kind, List<ScoredImages> sets) {
    return sets.stream().flatMap(set -> set.scores().stream()).mapToDouble(kind::anomaly).toArray();
  }
}
