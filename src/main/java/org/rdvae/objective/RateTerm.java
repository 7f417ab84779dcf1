package org.rdvae.objective;

import java.util.Map;

/**
 * The part of the loss that the rates make: a function of their means over the batch. It decides
 * what each rate weighs in the gradient.
 */
public interface RateTerm {
  /** Whether weights depend on the rates; if not, nobody computes these. */
  boolean needsRates();

  /** Whether weights depend on the distortion, now or in later steps. */
  default boolean needsDistortion() {
    return false;
  }

  /**
   * Writes the derivative of the term by each mean rate; once in a step, because a term may learn
   * from what it sees.
   *
   * @param step steps before this one
   * @param beta the schedule's weight
   * @param meanDistortion in nats, averaged over the batch; anything where it is not needed
   * @param meanRates likewise of each rate
   * @param weights written
   */
  void weigh(long step, double beta, double meanDistortion, double[] meanRates, double[] weights);

  /** The term itself, in nats, as it was in the step that was weighed last. */
  double value(long step, double beta, double[] meanRates);

  /** What the rate weighed in the step that was weighed last, where no free bits take it off. */
  default double rateWeight(double beta) {
    return beta;
  }

  /** What must be kept for training to go on, by names of the term's own. */
  default Map<String, Double> memory() {
    return Map.of();
  }

  /** Goes on with what was kept; a name that is missing stays as at the beginning. */
  default void recall(Map<String, Double> memory) {}
}
