package org.rdvae.objective;

import java.util.Arrays;
import java.util.Map;

/**
 * The weight β of the rate as a Lagrange multiplier that training itself finds, so that a
 * constraint on the mean rate R or on the mean distortion D holds in the end:
 *
 * <pre>
 * rate at most r          min D, loss D + β (R − r)        c = (R − r) / max(r, 1)
 * distortion at most d    min R, loss D − d + β R          c = (d − D) / max(|d|, 1)
 *
 * m ← 0.99 m + 0.01 c (at first c), with c between −1 and 1       ln β ← ln β + speed · m
 * </pre>
 *
 * <p>The second is that of Rezende and Viola, Taming VAEs (GECO), 2018, arXiv:1810.00597, algorithm
 * 1, divided by their multiplier λ = 1 / β: its gradient stays of the size that of the ELBO has,
 * however large λ grows. Theirs changes by the violation in nats times a constant; relative and
 * cut, one speed serves images of any size, and hundreds of nats at the beginning do not carry β to
 * where it takes thousands of steps to come back from. For the same reason β stays between 1e-4 and
 * 1e4.
 *
 * <p>A step takes the β that the steps before it have left. A batch whose rate or distortion is not
 * finite teaches nothing.
 */
final class LagrangeMultiplier implements RateTerm {
  private static final String LOG_MULTIPLIER = "objective-log-multiplier";
  private static final String AVERAGE = "objective-constraint-average";
  private static final double MOST = Math.log(1e4);
  private static final double DECAY = 0.99;

  private final boolean onDistortion;
  private final double limit;
  private final double speed;
  private double rateWeight = 1;
  private double logMultiplier;
  private double average;

  /**
   * @param onDistortion whether the limit is one of the distortion
   * @param limit in nats an image
   */
  LagrangeMultiplier(boolean onDistortion, double limit, double speed) {
    this.onDistortion = onDistortion;
    this.limit = limit;
    this.speed = speed;
  }

  @Override
  public boolean needsRates() {
    return !onDistortion;
  }

  @Override
  public boolean needsDistortion() {
    return onDistortion;
  }

  @Override
  public void weigh(
      long step, double beta, double meanDistortion, double[] meanRates, double[] weights) {
    rateWeight = Math.exp(logMultiplier);
    Arrays.fill(weights, rateWeight);
    double excess = onDistortion ? limit - meanDistortion : FreeBits.sum(meanRates) - limit;
    if (!Double.isFinite(excess)) {
      return;
    }
    double violation = cut(excess / Math.max(Math.abs(limit), 1), 1);
    average = step == 0 ? violation : DECAY * average + (1 - DECAY) * violation;
    logMultiplier = cut(logMultiplier + speed * average, MOST);
  }

  private static double cut(double value, double most) {
    return Math.min(Math.max(value, -most), most);
  }

  @Override
  public double value(long step, double beta, double[] meanRates) {
    double rate = FreeBits.sum(meanRates);
    return onDistortion ? rateWeight * rate - limit : rateWeight * (rate - limit);
  }

  @Override
  public double rateWeight(double beta) {
    return rateWeight;
  }

  @Override
  public Map<String, Double> memory() {
    return Map.of(LOG_MULTIPLIER, logMultiplier, AVERAGE, average);
  }

  @Override
  public void recall(Map<String, Double> memory) {
    logMultiplier = memory.getOrDefault(LOG_MULTIPLIER, logMultiplier);
    // Earlier versions cut the average, not what it is of.
    average = cut(memory.getOrDefault(AVERAGE, average), 1);
  }
}
