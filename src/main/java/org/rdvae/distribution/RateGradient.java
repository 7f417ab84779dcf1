package org.rdvae.distribution;

/**
 * How the gradient of the rate, and with it that of the whole loss, reaches the parameters of the
 * posterior. With z = z(φ, ε) for noise ε, a loss that contains log q(z|x) has two of them: through
 * z, and directly at a fixed z.
 */
public enum RateGradient {
  /** The rate is known as a function of φ; what is left of the loss reaches φ through z. */
  CLOSED_FORM,

  /** log q is taken at the sample; both gradients, through z and direct. */
  TOTAL,

  /**
   * Through z only: what is left out has mean 0, or is made up for by the weights of an objective's
   * bound, such as those of the doubly reparameterised estimator.
   */
  PATH,

  /** Direct only: z is a fixed number, and nothing is led back through the decoder. */
  SCORE
}
