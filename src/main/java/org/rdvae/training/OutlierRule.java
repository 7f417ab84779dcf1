package org.rdvae.training;

import java.util.HashMap;
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
 * nothing, so that gradients which grow for good are not left out for ever. A step that is left out
 * for another reason leaves the mean as it is, and before there is one, the first norm is it.
 *
 * <p>It also knows which update of the parameters a step makes, since steps that are left out make
 * none and those before a return to an earlier state are lost:
 *
 * <pre>
 * update = step + 1 - skipped - lost
 * </pre>
 *
 * <p>A return brings mean and update back. Steps that were skipped since stay counted as skipped,
 * so that the count which people see never falls; all others since are lost.
 */
final class OutlierRule {
  static final int MEMORY = 100;
  static final String MEAN = "norm-mean";
  static final String SKIPPED = "skipped-steps";

  /** Absent where there were none. */
  static final String LOST = "lost-steps";

  private final double factor;
  private final boolean others;
  private double mean;
  private long skipped;
  private long lost;

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
    skipped = number(scalars, SKIPPED);
    lost = number(scalars, LOST);
  }

  private static long number(SortedMap<String, Double> scalars, String name) {
    return scalars.getOrDefault(name, 0.0).longValue();
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
    long remembered = remembered(step);
    boolean isOutlier = remembered >= MEMORY && mean > 0 && norm > factor * mean;
    long parts = others && mean == 0 ? 1 : Math.min(remembered + 1, MEMORY);
    mean += ((isOutlier ? factor * mean : norm) - mean) / parts;
    if (isOutlier) {
      skipped++;
    }
    return isOutlier;
  }

  /** Counts a step that is left out for another reason. */
  void leaveOut() {
    skipped++;
  }

  /**
   * Goes back to what was remembered in an earlier state.
   *
   * @param scalars of that state
   * @param steps since, skipped ones included
   */
  void goBack(SortedMap<String, Double> scalars, long steps) {
    mean = scalars.getOrDefault(MEAN, 0.0);
    lost = number(scalars, LOST) + steps - (skipped - number(scalars, SKIPPED));
  }

  /**
   * Steps in the mean before a step.
   *
   * @param step steps before it, skipped ones included
   */
  long remembered(long step) {
    return step - lost;
  }

  /**
   * The number of a step's update, from 1.
   *
   * @param step steps before this one, skipped ones included; this one is not skipped
   */
  long update(long step) {
    return step + 1 - skipped - lost;
  }

  /** Steps left out so far. */
  long skipped() {
    return skipped;
  }

  /** What must be kept for training to go on. */
  Map<String, Double> memory() {
    Map<String, Double> memory = new HashMap<>();
    if (isOn()) {
      memory.put(MEAN, mean);
    }
    if (isOn() || others) {
      memory.put(SKIPPED, (double) skipped);
    }
    // Whatever the settings are now.
    if (lost > 0) {
      memory.put(LOST, (double) lost);
    }
    return memory;
  }
}
