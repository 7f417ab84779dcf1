package org.rdvae.codec;

import java.util.function.Function;
import org.rdvae.network.Activation;
import org.rdvae.network.Convolution;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.NetworkSpec;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.TransposedConvolution;

/** Dense layers and convolutions in plain double arithmetic, straight from their definitions. */
final class PlainNetwork {
  private final NetworkSpec spec;
  private final Function<String, float[]> parameters;

  PlainNetwork(NetworkSpec spec, Function<String, float[]> parameters) {
    this.spec = spec;
    this.parameters = parameters;
  }

  double[] run(double[] input, int height, int width) {
    FeatureShape shape = new FeatureShape(height, width, spec.input().channels());
    double[] features = input;
    int next = 0;
    for (LayerSpec layer : spec.layers()) {
      ParameterSpec weight = spec.parameters().get(next);
      float[] weights = parameters.apply(weight.name());
      float[] bias = parameters.apply(spec.parameters().get(next + 1).name());
      FeatureShape output = layer.outputShape(shape);
      double[] sums = sums(layer, features, shape, output, weights, bias);
      next += 2;
      if (layer instanceof Dense dense && dense.gated()) {
        double[] gates =
            sums(
                layer,
                features,
                shape,
                output,
                parameters.apply(spec.parameters().get(next).name()),
                parameters.apply(spec.parameters().get(next + 1).name()));
        next += 2;
        for (int i = 0; i < sums.length; i++) {
          sums[i] = value(activation(layer), sums[i]) / (1 + Math.exp(-gates[i]));
        }
      } else {
        for (int i = 0; i < sums.length; i++) {
          sums[i] = value(activation(layer), sums[i]);
        }
      }
      features = sums;
      shape = output;
    }
    return features;
  }

  private static Activation activation(LayerSpec layer) {
    if (layer instanceof Dense dense) {
      return dense.activation();
    }
    return layer instanceof Convolution convolution
        ? convolution.activation()
        : ((TransposedConvolution) layer).activation();
  }

  private static double[] sums(
      LayerSpec layer,
      double[] in,
      FeatureShape shape,
      FeatureShape output,
      float[] weights,
      float[] bias) {
    double[] out = new double[output.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = bias[i % output.channels()];
    }
    if (layer instanceof Dense) {
      for (int i = 0; i < in.length; i++) {
        for (int o = 0; o < out.length; o++) {
          out[o] += in[i] * weights[i * out.length + o];
        }
      }
    } else if (layer instanceof Convolution c) {
      scatter(
          shape,
          output,
          c.kernel(),
          c.stride(),
          c.padding().orElse((c.kernel() - 1) / 2),
          false,
          in,
          out,
          weights);
    } else if (layer instanceof TransposedConvolution c) {
      scatter(
          output,
          shape,
          c.kernel(),
          c.stride(),
          c.padding().orElse((c.kernel() - 1) / 2),
          true,
          in,
          out,
          weights);
    }
    return out;
  }

  /** Every pair of a place of the larger map and one of the smaller that a weight ties. */
  private static void scatter(
      FeatureShape large,
      FeatureShape small,
      int kernel,
      int stride,
      int padding,
      boolean toLarge,
      double[] in,
      double[] out,
      float[] weights) {
    for (int y = 0; y < small.height(); y++) {
      for (int x = 0; x < small.width(); x++) {
        for (int ky = 0; ky < kernel; ky++) {
          for (int kx = 0; kx < kernel; kx++) {
            int bigY = y * stride - padding + ky;
            int bigX = x * stride - padding + kx;
            if (bigY < 0 || bigY >= large.height() || bigX < 0 || bigX >= large.width()) {
              continue;
            }
            for (int l = 0; l < large.channels(); l++) {
              for (int s = 0; s < small.channels(); s++) {
                // [k, k, channels of the large map, channels of the small one] for both kinds.
                float w =
                    weights[((ky * kernel + kx) * large.channels() + l) * small.channels() + s];
                int atLarge = (bigY * large.width() + bigX) * large.channels() + l;
                int atSmall = (y * small.width() + x) * small.channels() + s;
                if (toLarge) {
                  out[atLarge] += w * in[atSmall];
                } else {
                  out[atSmall] += w * in[atLarge];
                }
              }
            }
          }
        }
      }
    }
  }

  static double value(Activation activation, double x) {
    return switch (activation) {
      case IDENTITY -> x;
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
      case ELU -> x > 0 ? x : Math.expm1(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case SOFTPLUS -> Math.log1p(Math.exp(x));
      case SILU -> x / (1 + Math.exp(-x));
      case GELU -> x * (1 - complementary(x));
    };
  }

  /** P(X above x) by the midpoint rule, X standard normal. */
  private static double complementary(double x) {
    double sum = 0;
    double step = 1e-3;
    for (double t = x + step / 2; t < 10; t += step) {
      sum += step * Math.exp(-t * t / 2);
    }
    return sum / Math.sqrt(2 * Math.PI);
  }
}
