package org.rdvae.training;

import java.util.Map;
import java.util.SortedMap;
import org.rdvae.base.Failure;

/**
 * Which steps are left out because their gradient is out of all proportion: its norm is more than
 * {@code factor} times the mean of the norms before it.
 *
 * <p>The mean is a plain one over the first hundred steps, which are never left out, and from then
 * on an exponential one: mean += (norm - mean) / 100. A step that is left out enters it as factor *
 * mean: less than it was, so that a single spike does not open the door to the next, but not
 * nothing, so that gradients which grow for good are not left out for ever.
 */
final class OutlierRule {
  private static final int MEMORY = 100;
  private static final String MEAN = "norm-mean";
  static final String SKIPPED = "skipped-steps";

  private final double factor;
  private final boolean others;
  private double mean;
  private long skipped;

  /**
   * @param factor 0 leaves nothing out
   * @param others whether steps may be left out for other reasons too, and are counted here
   * @param scalars what an earlier process remembered, empty at the beginning
   */
  OutlierRule(double factor, boolean others, SortedMap<String, Double> scalars) {
    if (factor > 0 && factor <= 1) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "training.skip-norm-factor: expected 0 or more than 1, found " + factor);
    }
    this.factor = factor;
    this.others = others;
    mean = scalars.getOrDefault(MEAN, 0.0);
    skipped = scalars.getOrDefault(SKIPPED, 0.0).longValue();
  }

  boolean isOn() {
    return factor > 0;
  }

  /**
   * Judges a step and remembers its norm.
   *
   * @param step steps before this one, skipped ones included
   * @param norm finite
   */
  boolean skips(long step, double norm) {
    if (!isOn()) {
      return false;
    }
    // A mean of zero would never grow again.
    boolean isOutlier = step >= MEMORY && mean > 0 && norm > factor * mean;
    mean += ((isOutlier ? factor * mean : norm) - mean) / Math.min(step + 1, MEMORY);
    if (isOutlier) {
      skipped++;
    }
    return isOutlier;
  }

  /** Counts a step that is left out for another reason. */
  void leaveOut() {
    skipped++;
  }

  /** Steps left out so far. */
  long skipped() {
    return skipped;
  }

  /** What must be kept for training to go on. */
  Map<String, Double> memory() {
    if (isOn()) {
      return Map.of(MEAN, mean, SKIPPED, (double) skipped);
    }
    return others ? Map.of(SKIPPED, (double) skipped) : Map.of();
  }
}
