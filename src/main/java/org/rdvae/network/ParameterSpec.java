package org.rdvae.network;

import java.util.List;
import java.util.function.IntFunction;

/**
 * One parameter tensor: its name in checkpoints, its shape and how it starts. The last dimension
 * counts outputs: weights of a dense layer have shape [inputs, outputs], those of a convolution
 * [kernel height, kernel width, input channels, output channels], biases [1, outputs].
 *
 * @param trained whether the optimiser moves it; if not, it is a running statistic that the forward
 *     pass of a training step brings up to date
 */
public record ParameterSpec(String name, List<Integer> shape, Start start, boolean trained) {
  /** How the values of a parameter begin. */
  public sealed interface Start {
    /** All the same. */
    record Constant(float value) implements Start {}

    /** Random, for values that each output sums {@code fanIn} of, and each input adds to fanOut. */
    record Drawn(WeightInit distribution, long fanIn, long fanOut) implements Start {}

    /** Made by the layer itself from 32 random bits. */
    record Given(IntFunction<float[]> values) implements Start {}
  }

  public ParameterSpec {
    shape = List.copyOf(shape);
  }

  /** A weight matrix of shape [inputs, outputs]. */
  public static ParameterSpec weight(String name, int inputs, int outputs, WeightInit start) {
    return new ParameterSpec(
        name, List.of(inputs, outputs), new Start.Drawn(start, inputs, outputs), true);
  }

  /** A row of equal values, one for each output. */
  public static ParameterSpec row(String name, int outputs, double value) {
    return new ParameterSpec(name, List.of(1, outputs), new Start.Constant((float) value), true);
  }

  /** A row of running statistics. */
  public static ParameterSpec statistic(String name, int outputs, double value) {
    return new ParameterSpec(name, List.of(1, outputs), new Start.Constant((float) value), false);
  }

  public long size() {
    long size = 1;
    for (int length : shape) {
      size *= length;
    }
    return size;
  }

  /** As a matrix: the last dimension. */
  public int columns() {
    return shape.get(shape.size() - 1);
  }

  /** As a matrix: all dimensions but the last. */
  public int rows() {
    return Math.toIntExact(size() / columns());
  }
}
