package org.rdvae.network;

/**
 * Elementwise functions of a layer. {@link ActivationReference} holds each one's formula and
 * derivative in double.
 */
public enum Activation {
  IDENTITY,
  RELU,
  LEAKY_RELU,
  ELU,
  TANH,
  SIGMOID,
  SOFTPLUS,
  SILU,
  GELU
}
