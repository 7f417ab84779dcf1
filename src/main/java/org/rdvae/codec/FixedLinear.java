package org.rdvae.codec;

import org.rdvae.network.Activation;
import org.rdvae.network.BatchNormalization;
import org.rdvae.network.Convolution;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.TransposedConvolution;

/** Makes the layers that have weights. */
final class FixedLinear {
  private FixedLinear() {}

  /** A dense layer takes feature maps as one long row, as a convolution of one place. */
  static FixedLayer of(
      Dense dense, FeatureShape input, FixedParameters parameters, FixedRange range) {
    int inputs = input.size();
    FixedLayer value = onePlace(inputs, parameters, range, dense.activation());
    FixedLayer layer =
        dense.gated()
            ? new FixedGate(value, onePlace(inputs, parameters, range, Activation.IDENTITY))
            : value;
    return (map, parallel) -> layer.apply(map.reshaped(1, 1, map.values().length), parallel);
  }

  /** One dense layer for all places: a convolution with a 1 x 1 kernel. */
  static FixedLayer onePlace(
      int inputs, FixedParameters parameters, FixedRange range, Activation activation) {
    return convolution(
        FixedWindows.ONE_PLACE, inputs, parameters.next(), parameters, range, activation);
  }

  static FixedLayer of(
      Convolution layer, FeatureShape input, FixedParameters parameters, FixedRange range) {
    return convolution(
        FixedWindows.of(layer),
        input.channels(),
        parameters.next(),
        parameters,
        range,
        layer.activation());
  }

  static FixedLayer of(
      TransposedConvolution layer,
      FeatureShape input,
      FixedParameters parameters,
      FixedRange range) {
    float[] weights = inputsFirst(parameters.next(), layer.channels(), input.channels());
    return convolution(
        FixedWindows.of(layer), input.channels(), weights, parameters, range, layer.activation());
  }

  private static FixedLayer convolution(
      FixedWindows windows,
      int channels,
      float[] weights,
      FixedParameters parameters,
      FixedRange range,
      Activation activation) {
    int inputs = windows.kernel() * windows.kernel() * channels;
    return new FixedConvolution(
        windows,
        channels,
        FixedWeights.of(weights, parameters.next(), inputs, range.forSums(inputs)),
        FixedActivation.of(activation));
  }

  /** From [places, outputs, inputs] to [places, inputs, outputs]. */
  private static float[] inputsFirst(float[] weights, int outputs, int inputs) {
    float[] turned = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      int place = i / (inputs * outputs);
      int output = i / inputs % outputs;
      turned[(place * inputs + i % inputs) * outputs + output] = weights[i];
    }
    return turned;
  }

  /**
   * Batch normalisation outside of training, y = f(gain (x - m) / sqrt(v + epsilon) + offset): a
   * number for each channel times its values, plus another one.
   */
  static FixedLayer of(BatchNormalization layer, FixedParameters parameters, FixedRange range) {
    float[] gain = parameters.next();
    float[] offset = parameters.next();
    float[] mean = parameters.next();
    float[] variance = parameters.next();
    float[] slopes = new float[gain.length];
    float[] shifts = new float[gain.length];
    for (int c = 0; c < gain.length; c++) {
      double slope = gain[c] / Math.sqrt(variance[c] + layer.epsilon());
      slopes[c] = (float) slope;
      shifts[c] = (float) (offset[c] - slope * mean[c]);
    }
    return new FixedScaling(
        FixedWeights.of(slopes, shifts, 1, range.forSums(1)),
        FixedActivation.of(layer.activation()));
  }
}
