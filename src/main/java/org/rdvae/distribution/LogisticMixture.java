package org.rdvae.distribution;

import org.rdvae.random.RandomStream;

/**
 * A mixture of discretised logistic distributions over the 8-bit channels of one pixel, each
 * channel's mean following the channels before it, in plain double arithmetic: the judge of {@link
 * PlannedLogisticMixture}. In nats, for a pixel.
 *
 * <pre>
 * P(x)   = Σ_k w_k Π_c P(x_c; μ_kc + Σ_{d&lt;c} tanh(r_kcd) (x_d − ½), s_kc)      w = softmax
 * </pre>
 *
 * with P of one channel as in {@link DiscretizedLogistic}. The components are shared by the
 * channels of a pixel, so a pixel may be either red or blue without being purple. Means, scales and
 * x run from 0 to 1; in the paper from −1 to 1, so that a log scale there is ln 2 above ours, while
 * r and w are the same.
 *
 * <p>What the decoder gives for a pixel of C channels and K components stands in one array, K
 * varying fastest: K weights, C K means (less ½), C K log scales, and K for each pair of channels,
 * in the order (1,0), (2,0), (2,1).
 *
 * <p>Salimans et al., PixelCNN++, ICLR 2017, sections 2.1 and 2.2, arXiv:1701.05517.
 */
public final class LogisticMixture {
  private final int components;
  private final int channels;
  private final LogScaleHead scale;
  private final double[] logs;

  LogisticMixture(int components, int channels, LogScaleHead scale) {
    this.components = components;
    this.channels = channels;
    this.scale = scale;
    logs = new double[components];
  }

  /** Pairs of a channel and one before it. */
  static int pairs(int channels) {
    return channels * (channels - 1) / 2;
  }

  /** Numbers that describe a pixel. */
  int size() {
    return components * (1 + 2 * channels + pairs(channels));
  }

  /** −log P of the values of a pixel, each level / 255. */
  double distortion(double[] x, double[] heads) {
    for (int k = 0; k < components; k++) {
      logs[k] = heads[k];
      for (int c = 0; c < channels; c++) {
        int level = DiscretizedLogistic.level((float) x[c]);
        logs[k] -=
            DiscretizedLogistic.distortion(level, mean(k, c, x, heads), logScale(k, c, heads));
      }
    }
    double joint = Softmax.logSumExp(logs, 0, components);
    return Softmax.logSumExp(heads, 0, components) - joint;
  }

  /**
   * Writes E[x] of every channel. Within a component a channel's mean is taken at the mean of those
   * before it, which is exact but where values are cut off at black and white.
   */
  void expectation(double[] heads, double[] target) {
    double logSum = Softmax.logSumExp(heads, 0, components);
    double[] ofComponent = new double[channels];
    for (int c = 0; c < channels; c++) {
      target[c] = 0;
    }
    for (int k = 0; k < components; k++) {
      double weight = Math.exp(heads[k] - logSum);
      for (int c = 0; c < channels; c++) {
        ofComponent[c] =
            DiscretizedLogistic.expectation(mean(k, c, ofComponent, heads), logScale(k, c, heads));
        target[c] += weight * ofComponent[c];
      }
    }
  }

  /** Writes a pixel drawn from the distribution. */
  void draw(double[] heads, RandomStream stream, double[] target) {
    double logSum = Softmax.logSumExp(heads, 0, components);
    double left = stream.nextUniform();
    int k = 0;
    while (k < components - 1 && left >= Math.exp(heads[k] - logSum)) {
      left -= Math.exp(heads[k] - logSum);
      k++;
    }
    for (int c = 0; c < channels; c++) {
      int level =
          DiscretizedLogistic.draw(mean(k, c, target, heads), logScale(k, c, heads), stream);
      target[c] = (double) level / DiscretizedLogistic.HIGHEST;
    }
  }

  private double mean(int k, int c, double[] x, double[] heads) {
    double mean = PlannedLikelihood.MIDDLE_GREY + heads[(1 + c) * components + k];
    int first = 1 + 2 * channels + pairs(c);
    for (int d = 0; d < c; d++) {
      double coefficient = Math.tanh(heads[(first + d) * components + k]);
      mean += coefficient * (x[d] - PlannedLikelihood.MIDDLE_GREY);
    }
    return mean;
  }

  private double logScale(int k, int c, double[] heads) {
    return scale.logScale(heads[(1 + channels + c) * components + k]);
  }
}
