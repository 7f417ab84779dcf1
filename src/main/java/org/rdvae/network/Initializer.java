package org.rdvae.network;

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
      if (parameter.start() != null) {
        fill(values, layout.offset(parameter.name()), parameter, stream);
      }
    }
    return values;
  }

  private static void fill(
      float[] values, int offset, ParameterSpec parameter, RandomStream stream) {
    double in = parameter.rows();
    double out = parameter.columns();
    switch (parameter.start()) {
      case XAVIER -> normal(values, offset, parameter, stream, 2 / (in + out));
      case RELU -> normal(values, offset, parameter, stream, 2 / in);
      case LECUN_NORMAL, NORMAL -> normal(values, offset, parameter, stream, 1 / in);
      case XAVIER_UNIFORM -> uniform(values, offset, parameter, stream, Math.sqrt(6 / (in + out)));
      case RELU_UNIFORM -> uniform(values, offset, parameter, stream, Math.sqrt(6 / in));
      case LECUN_UNIFORM -> uniform(values, offset, parameter, stream, 3 / Math.sqrt(in));
      case UNIFORM -> uniform(values, offset, parameter, stream, 1 / Math.sqrt(in));
      case SIGMOID_UNIFORM ->
          uniform(values, offset, parameter, stream, 4 * Math.sqrt(6 / (in + out)));
      case AUTO -> throw new IllegalStateException("auto is resolved when the layer is planned");
    }
  }

  private static void normal(
      float[] values, int offset, ParameterSpec parameter, RandomStream stream, double variance) {
    double stddev = Math.sqrt(variance);
    for (int i = 0; i < parameter.size(); i++) {
      values[offset + i] = (float) (stddev * stream.nextGaussian());
    }
  }

  private static void uniform(
      float[] values, int offset, ParameterSpec parameter, RandomStream stream, double bound) {
    for (int i = 0; i < parameter.size(); i++) {
      values[offset + i] = (float) (bound * (2 * stream.nextUniform() - 1));
    }
  }
}
