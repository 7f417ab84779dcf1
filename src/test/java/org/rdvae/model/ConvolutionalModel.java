package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rdvae.data.ValueKind;
import org.rdvae.distribution.Bernoulli;
import org.rdvae.distribution.DiscretizedLogistic;
import org.rdvae.distribution.DiscretizedLogisticLikelihood;
import org.rdvae.distribution.Gaussian;
import org.rdvae.distribution.GaussianLikelihood;
import org.rdvae.distribution.Likelihood;
import org.rdvae.network.Activation;
import org.rdvae.network.BatchNormalization;
import org.rdvae.network.Convolution;
import org.rdvae.network.Dense;
import org.rdvae.network.Dropout;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.GroupNormalization;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.Reshape;
import org.rdvae.network.Residual;
import org.rdvae.network.Skip;
import org.rdvae.network.TransposedConvolution;
import org.rdvae.network.WeightInit;
import org.rdvae.tensor.TensorValues;

/**
 * A model of images of 6 x 4 pixels with a layer of nearly every kind, 3 latents, random
 * parameters, and a batch of random images.
 */
record ConvolutionalModel(Likelihood likelihood, Architecture architecture) {
  static final int HEIGHT = 6;
  static final int WIDTH = 4;
  static final int LATENTS = 3;

  /** How a decoder ends. */
  enum Ending {
    /** Feature maps of the image's height and width. */
    MAPS,
    /** Features without places. */
    FLAT
  }

  static ConvolutionalModel of(Likelihood likelihood, int channels, Ending ending) {
    List<LayerSpec> decoder =
        new ArrayList<>(
            List.of(
                dense(12, Activation.ELU),
                new Reshape(3, 2, 2),
                transposed(4),
                new GroupNormalization(2, Activation.SILU, 1e-3),
                new Skip(List.of(convolution(2, 3, 1, Activation.TANH)))));
    if (ending == Ending.FLAT) {
      decoder.add(dense(3, Activation.TANH));
    }
    return new ConvolutionalModel(
        likelihood,
        new Architecture(
            settings(encoder(), decoder, likelihood), new FeatureShape(HEIGHT, WIDTH, channels)));
  }

  static ModelSettings settings(
      List<LayerSpec> encoder, List<LayerSpec> decoder, Likelihood likelihood) {
    return new ModelSettings(new ModelSettings.Latent(LATENTS), encoder, decoder, likelihood);
  }

  private static List<LayerSpec> encoder() {
    return List.of(
        convolution(3, 4, 2, Activation.SILU),
        new BatchNormalization(Activation.TANH, 0.25, 1e-3),
        new Dropout(0.3),
        new Residual(
            List.of(
                convolution(3, 3, 1, Activation.TANH), convolution(3, 1, 1, Activation.IDENTITY))),
        dense(5, Activation.TANH));
  }

  static Dense dense(int units, Activation activation) {
    return new Dense(units, activation, false, WeightInit.AUTO);
  }

  static Convolution convolution(int channels, int kernel, int stride, Activation activation) {
    return new Convolution(channels, kernel, stride, Optional.empty(), activation, WeightInit.AUTO);
  }

  /** Doubles height and width. */
  static TransposedConvolution transposed(int channels) {
    return new TransposedConvolution(
        channels, 4, 2, Optional.empty(), 0, Activation.IDENTITY, WeightInit.AUTO);
  }

  int pixels() {
    return architecture.pixels();
  }

  /**
   * All parameters and then the running statistics, of which variances are positive. Biases too are
   * random: zero ones would hide a bias that is taken from the wrong place.
   */
  double[] parameters() {
    double[] parameters = TensorValues.random(1, architecture.layout().size());
    for (int i = 0; i < parameters.length; i++) {
      boolean trained = i < architecture.layout().trained();
      parameters[i] = (float) (trained ? 0.5 * parameters[i] : 0.3 + Math.abs(parameters[i]));
    }
    return parameters;
  }

  /** Bits, or levels of which every fourth is black or white. */
  double[] images(int count) {
    double[] images = TensorValues.random(2, count * pixels());
    for (int i = 0; i < images.length; i++) {
      double level = Math.rint(Math.min(255, Math.max(0, 128 + 100 * images[i])));
      images[i] = likelihood.takes(ValueKind.BITS) ? (images[i] > 0 ? 1 : 0) : level / 255;
    }
    return images;
  }

  /**
   * −log p(x|z) of one value by the plain formulas, from what the planned decoder says of it.
   *
   * @param heads the value of each of the likelihood's heads
   */
  double distortion(double x, double[] heads, double[] parameters) {
    if (likelihood instanceof GaussianLikelihood) {
      double logStddev = parameters[architecture.layout().offset("likelihood.log-stddev")];
      return Gaussian.distortion(x, 0.5 + heads[0], logStddev);
    } else if (likelihood instanceof DiscretizedLogisticLikelihood) {
      return DiscretizedLogistic.distortion((int) Math.rint(255 * x), 0.5 + heads[0], heads[1] - 2);
    }
    return Bernoulli.distortion(heads[0], x);
  }

  @Override
  public String toString() {
    return likelihood + " of " + architecture.image();
  }
}
