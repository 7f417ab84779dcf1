package org.rdvae.evaluation;

import java.util.List;
import org.rdvae.data.Binarization;
import org.rdvae.data.Binarizer;
import org.rdvae.data.ImageSet;
import org.rdvae.data.OrderedBatches;
import org.rdvae.data.Split;
import org.rdvae.distribution.Bernoulli;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.model.Architecture;
import org.rdvae.model.ModelSettings;
import org.rdvae.model.Vae;
import org.rdvae.model.VaeSession;
import org.rdvae.network.FeatureShape;
import org.rdvae.tensor.TestDevice;

/**
 * A model of 2 x 2 pixels that depends on one latent variable only, so that the likelihood of its
 * 16 images is an integral over a line. A second latent variable does nothing: its posterior is
 * always N(0.5, 1), and the decoder ignores it.
 */
final class LineModel {
  static final int IMAGES = 16;
  private static final int PIXELS = 4;
  private static final double[] TO_MEAN = {0.8, -0.5, 0.25, 0.5};
  private static final double MEAN = -0.25;
  static final double LOG_STDDEV = -0.25;
  private static final double IDLE_MEAN = 0.5;
  private static final double[] TO_LOGITS = {1.5, -1, 0.5, 2};
  private static final double[] LOGITS = {0.25, -0.5, 1, 0};

  private static final Architecture ARCHITECTURE =
      new Architecture(
          new ModelSettings(
              new ModelSettings.Latent(2), List.of(), List.of(), new BernoulliLikelihood()),
          new FeatureShape(2, 2, 1));

  private LineModel() {}

  static float[] parameters() {
    float[] parameters = new float[ARCHITECTURE.layout().size()];
    int meanWeights = ARCHITECTURE.layout().offset("posterior.mean.weight");
    for (int i = 0; i < PIXELS; i++) {
      parameters[meanWeights + 2 * i] = (float) TO_MEAN[i];
    }
    parameters[ARCHITECTURE.layout().offset("posterior.mean.bias")] = (float) MEAN;
    parameters[ARCHITECTURE.layout().offset("posterior.mean.bias") + 1] = (float) IDLE_MEAN;
    parameters[ARCHITECTURE.layout().offset("posterior.log-stddev.bias")] = (float) LOG_STDDEV;
    int logitWeights = ARCHITECTURE.layout().offset("likelihood.logits.weight");
    int logitBiases = ARCHITECTURE.layout().offset("likelihood.logits.bias");
    for (int i = 0; i < PIXELS; i++) {
      parameters[logitWeights + i] = (float) TO_LOGITS[i];
      parameters[logitBiases + i] = (float) LOGITS[i];
    }
    return parameters;
  }

  static VaeSession open(int rows) {
    return new Vae(ARCHITECTURE, parameters()).open(TestDevice.CPU, rows);
  }

  /** All images of 2 x 2 bits. */
  static OrderedBatches images() {
    byte[] pixels = new byte[IMAGES * PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) pixel(i / PIXELS, i % PIXELS);
    }
    return new OrderedBatches(
        ImageSet.copyOf(Split.TEST, 2, 2, pixels), new Binarizer(Binarization.BITS, 1));
  }

  private static int pixel(int image, int index) {
    return image >> index & 1;
  }

  /** Exactly -log p(x), by the trapezoidal rule over the prior's line. */
  static double nll(int image) {
    double sum = 0;
    double width = 0.005;
    for (double z = -10; z <= 10; z += width) {
      sum += width * Math.exp(DiagonalGaussian.logDensity(z, 0, 0) - distortion(image, z));
    }
    return -Math.log(sum);
  }

  /** Exactly the expectation of -log p(x|z) over the posterior, by the same rule. */
  static double distortion(int image) {
    double mean = mean(image);
    double sum = 0;
    double width = 0.005;
    for (double z = mean - 8; z <= mean + 8; z += width) {
      sum +=
          width * Math.exp(DiagonalGaussian.logDensity(z, mean, LOG_STDDEV)) * distortion(image, z);
    }
    return sum;
  }

  static double rate(int image) {
    return DiagonalGaussian.rate(mean(image), LOG_STDDEV) + idleRate();
  }

  static double idleRate() {
    return DiagonalGaussian.rate(IDLE_MEAN, 0);
  }

  static double mean(int image) {
    double mean = MEAN;
    for (int i = 0; i < PIXELS; i++) {
      mean += pixel(image, i) * TO_MEAN[i];
    }
    return mean;
  }

  private static double distortion(int image, double z) {
    double sum = 0;
    for (int i = 0; i < PIXELS; i++) {
      sum += Bernoulli.distortion(LOGITS[i] + TO_LOGITS[i] * z, pixel(image, i));
    }
    return sum;
  }
}
