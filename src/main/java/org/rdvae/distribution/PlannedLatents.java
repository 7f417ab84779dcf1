package org.rdvae.distribution;

import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Tensor;

/**
 * The latent variables of a training step, of whatever levels: from what the encoder made of a
 * batch to what the decoder reads, and the way back of the gradients. Rows are samples: with K
 * samples for each of B images row k B + i is sample k of image i.
 *
 * <pre>
 * drawNoise - encoder forward - sample - decoder forward - the objective's weights - likelihood
 * gradient - decoder backward - backward - encoder backward
 * </pre>
 */
public interface PlannedLatents {
  /** The noise of all rows, which {@link #sample} may use up. */
  Tensor noise();

  /** Draws the noise of a step, row after row. */
  void drawNoise(RandomStream stream);

  /** From the encoder's outputs and the noise draws z. */
  void sample();

  /** What the decoder reads, one row for each sample. */
  Tensor z();

  /** Where the decoder leaves the gradient by z; {@code null} if nobody needs it. */
  Tensor zGradient();

  /**
   * From {@link #zGradient} and the weights that the objective set computes the gradients by the
   * encoder's outputs and by the parameters of posteriors and priors.
   */
  void backward();

  /**
   * The rate of each of several levels in nats, averaged over the rows, from the image upwards;
   * empty for one level, whose rate is all there is. For reports, which is why it may allocate.
   */
  default double[] levelRates() {
    return new double[0];
  }
}
