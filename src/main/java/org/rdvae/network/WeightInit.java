package org.rdvae.network;

/**
 * Weight initialisations with the names and formulas of Deeplearning4j's {@code WeightInit}; see
 * {@link Initializer}. Biases start at zero.
 */
public enum WeightInit {
  AUTO,
  XAVIER,
  XAVIER_UNIFORM,
  RELU,
  RELU_UNIFORM,
  LECUN_NORMAL,
  LECUN_UNIFORM,
  UNIFORM,
  SIGMOID_UNIFORM,
  NORMAL;

  /** This one, or for auto what the activation behind the weights needs. */
  WeightInit orUsualFor(Activation activation) {
    if (this != AUTO) {
      return this;
    }
    return switch (activation) {
      case RELU, LEAKY_RELU, ELU, SILU, GELU -> RELU;
      case IDENTITY, TANH, SIGMOID, SOFTPLUS -> XAVIER;
    };
  }
}
