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
  NORMAL
}
