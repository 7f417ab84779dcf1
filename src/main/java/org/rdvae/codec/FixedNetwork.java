package org.rdvae.codec;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.rdvae.base.Failure;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.NetworkSpec;

/**
 * A trained network in whole numbers: what decides a symbol's probability, and so must come out the
 * same on every machine, Java version and number of threads. Made of the trained parameters once;
 * then no floating-point number is met. Immutable and safe to share.
 *
 * <pre>
 * 16-bit features - layer: 32-bit sums of 16-bit weights, activation - narrowed to 16 bits - layer - ...
 * </pre>
 *
 * <p>{@link FixedWeights} proves when it is made that no sum leaves 32 bits, and scales weights
 * down until that holds. Features are block floating point: all of a map share a fraction, the
 * finest that its largest value allows ({@link WideMap#narrow}), so that nothing is cut off and no
 * range has to be known beforehand.
 *
 * <p>Ballé, Johnston and Minnen, Integer Networks for Data Compression with Latent-Variable Models,
 * ICLR 2019, on why; there the integer network is trained, here it follows a trained one.
 */
public final class FixedNetwork {
  private final FeatureShape input;
  private final List<LayerSpec> specs;
  private final List<FixedLayer> layers;
  private final int largestInput;
  private final int inputFraction;
  private final int outputFraction;

  private FixedNetwork(
      NetworkSpec spec,
      Function<String, float[]> parameters,
      FixedRange range,
      int outputFraction) {
    input = spec.input();
    specs = spec.layers();
    largestInput = range.largest();
    inputFraction = range.fraction();
    this.outputFraction = outputFraction;
    layers =
        new FixedLayers(new FixedParameters(spec.parameters(), parameters), range).of(specs, input);
  }

  /**
   * A network whose inputs all have one fraction.
   *
   * @param parameters values by name, as in a checkpoint; called while this is made and not later
   * @param inputRange bound of the magnitude of every input, as a real number
   * @param inputFraction inputs are told as whole multiples of 2^-inputFraction
   * @param outputFraction likewise, of the outputs
   * @throws Failure BAD_DATA if a layer has no form in whole numbers
   * @throws IllegalArgumentException if the range does not fit 16 bits, or a parameter is not
   *     finite or far too large
   */
  public static FixedNetwork of(
      NetworkSpec spec,
      Function<String, float[]> parameters,
      double inputRange,
      int inputFraction,
      int outputFraction) {
    double largest = Math.ceil(Math.scalb(inputRange, inputFraction));
    if (!(largest >= 1 && largest <= Short.MAX_VALUE)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected an input range of 1 to %d steps of 2^-%d, found %s",
              Short.MAX_VALUE,
              inputFraction,
              largest));
    }
    FixedRange range = new FixedRange((int) largest, inputFraction);
    return new FixedNetwork(spec, parameters, range, outputFraction);
  }

  /** A network that reads features as {@link WideMap#narrow} makes them. */
  static FixedNetwork ofFeatures(NetworkSpec spec, Function<String, float[]> parameters) {
    return new FixedNetwork(spec, parameters, FixedRange.FEATURES, 0);
  }

  /**
   * The network's outputs, as whole multiples of 2^-outputFraction; what 32 bits cannot hold is cut
   * off.
   *
   * @param features height x width x the input's channels, channels fastest
   * @param height may be another than the trained network's, as long as the layers take it
   */
  public int[] run(short[] features, int height, int width) {
    return run(features, height, width, false);
  }

  /**
   * The same.
   *
   * @param parallel whether to use the threads of the common pool; the result is the same
   */
  public int[] run(short[] features, int height, int width, boolean parallel) {
    for (short value : features) {
      if (Math.abs(value) > largestInput) {
        throw new IllegalArgumentException(
            "expected inputs of magnitude up to " + largestInput + ", found " + value);
      }
    }
    FixedMap map = new FixedMap(features, inputFraction, height, width, input.channels());
    return wide(map, parallel).at(outputFraction);
  }

  /** The outputs as they come from the last layer. */
  WideMap wide(FixedMap features, boolean parallel) {
    return FixedLayer.chain(layers, features, parallel);
  }

  /** The shape of the outputs for an input of this size. */
  public FeatureShape outputShape(int height, int width) {
    FeatureShape shape = new FeatureShape(height, width, input.channels());
    return new NetworkSpec("", shape, specs).output();
  }

  /** Fraction of what {@link #run} gives. */
  public int outputFraction() {
    return outputFraction;
  }

  /** Fraction of what {@link #run} takes. */
  public int inputFraction() {
    return inputFraction;
  }
}
