package org.rdvae.network;

import java.util.Arrays;
import org.rdvae.network.ParameterSpec.Start;
import org.rdvae.random.RandomStream;

/**
 * Starting values of weights, by the formulas behind Deeplearning4j's names, drawn from the job's
 * own generator (Deeplearning4j's draw from a generator that is shared by the whole process). N is
 * a normal distribution given by its variance, U a uniform one on [-a, a].
 *
 * <pre>
 * xavier          N(2 / (in + out))      Glorot and Bengio, AISTATS 2010
 * xavier-uniform  U(sqrt(6 / (in + out)))
 * relu            N(2 / in)              He et al., ICCV 2015
 * relu-uniform    U(sqrt(6 / in))
 * lecun-normal    N(1 / in)              LeCun et al., Efficient BackProp, 1998
 * lecun-uniform   U(3 / sqrt(in))
 * uniform         U(1 / sqrt(in))        also the default of PyTorch's linear layer
 * sigmoid-uniform U(4 sqrt(6 / (in + out)))
 * normal          N(1 / in)
 * </pre>
 *
 * <p>in and out count the values that an output sums and an input adds to; for a convolution they
 * are the channels times the places of the kernel.
 */
public final class Initializer {
  private Initializer() {}

  /**
   * The starting values of all parameters; each parameter has a stream of its own, by its position
   * in the layout.
   */
  public static float[] initialValues(ParameterLayout layout, long seed) {
    float[] values = new float[layout.size()];
    RandomStream stream = new RandomStream(seed, RandomStream.Purpose.INITIALIZATION);
    int position = 0;
    for (ParameterSpec parameter : layout.parameters()) {
      stream.at(0, position++);
      int from = layout.offset(parameter.name());
      int to = from + (int) parameter.size();
      if (parameter.start() instanceof Start.Drawn start) {
        fill(values, from, to, start, stream);
      } else if (parameter.start() instanceof Start.Constant start) {
        Arrays.fill(values, from, to, start.value());
      } else if (parameter.start() instanceof Start.Given start) {
        System.arraycopy(start.values().apply(stream.nextInt()), 0, values, from, to - from);
      }
    }
    return values;
  }

  private static void fill(
      float[] values, int from, int to, Start.Drawn start, RandomStream stream) {
    double in = start.fanIn();
    double out = start.fanOut();
    switch (start.distribution()) {
      case XAVIER -> normal(values, from, to, stream, 2 / (in + out));
      case RELU -> normal(values, from, to, stream, 2 / in);
      case LECUN_NORMAL, NORMAL -> normal(values, from, to, stream, 1 / in);
      case XAVIER_UNIFORM -> uniform(values, from, to, stream, Math.sqrt(6 / (in + out)));
      case RELU_UNIFORM -> uniform(values, from, to, stream, Math.sqrt(6 / in));
      case LECUN_UNIFORM -> uniform(values, from, to, stream, 3 / Math.sqrt(in));
      case UNIFORM -> uniform(values, from, to, stream, 1 / Math.sqrt(in));
      case SIGMOID_UNIFORM -> uniform(values, from, to, stream, 4 * Math.sqrt(6 / (in + out)));
      case AUTO -> throw new IllegalStateException("auto is resolved by the layer");
    }
  }

  private static void normal(
      float[] values, int from, int to, RandomStream stream, double variance) {
    double stddev = Math.sqrt(variance);
    for (int i = from; i < to; i++) {
      values[i] = (float) (stddev * stream.nextGaussian());
    }
  }

  private static void uniform(float[] values, int from, int to, RandomStream stream, double bound) {
    for (int i = from; i < to; i++) {
      values[i] = (float) (bound * (2 * stream.nextUniform() - 1));
    }
  }
}
