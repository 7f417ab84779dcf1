package org.rdvae.objective;

import java.util.Map;

/** What is minimised, as far as gradients ask: it weighs what the distributions lead back. */
public interface PlannedObjective {
  /**
   * Sets the weights of rates and distortions for the gradients of a step; after the decoder's
   * forward pass.
   *
   * @param step steps before this one
   */
  void weigh(long step);

  /**
   * The batch that was weighed last, in double where that is to be had.
   *
   * @param images the batch's, on the host
   */
  Terms measure(float[] images);

  /** What must be kept between steps for training to go on, by names of the objective's own. */
  Map<String, Double> memory();

  /** Goes on with what was kept. */
  void recall(Map<String, Double> memory);

  /**
   * Averages over a batch, in nats.
   *
   * @param rate of q against p
   * @param distortion −log p(x|z)
   * @param loss what is minimised
   * @param beta weight of the rate in the loss, which a rule may have found by itself
   */
  record Terms(double rate, double distortion, double loss, double beta) {}
}
