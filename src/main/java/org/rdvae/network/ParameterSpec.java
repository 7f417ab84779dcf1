package org.rdvae.network;

/**
 * One parameter matrix: its name in checkpoints, its shape and how it starts. Weights have shape
 * [inputs, outputs], biases [1, outputs].
 *
 * @param start how the values start; for a bias, which starts at zero, {@code null}
 */
public record ParameterSpec(String name, int rows, int columns, WeightInit start) {
  public long size() {
    return (long) rows * columns;
  }
}
