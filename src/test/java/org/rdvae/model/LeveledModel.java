package org.rdvae.model;

import java.util.List;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.DiagonalGaussianPosterior;
import org.rdvae.distribution.Prior;
import org.rdvae.distribution.StandardNormalPrior;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.Flatten;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.Reshape;
import org.rdvae.network.WeightInit;
import org.rdvae.tensor.TensorValues;

/** Models of several levels of latent variables with random parameters. */
record LeveledModel(ModelSettings settings, Architecture architecture) {

  /** 2 x 3 pixels and 3 + 2 latent variables. */
  static LeveledModel two() {
    return dense(List.of(level(2, List.of(dense(4, true)), List.of(dense(5, false)), List.of())));
  }

  /** The same with a third level, layers behind what is joined, and none elsewhere. */
  static LeveledModel three() {
    List<LayerSpec> none = List.of();
    return dense(
        List.of(
            level(2, List.of(dense(4, false)), List.of(dense(5, true)), List.of(dense(6, true))),
            level(4, none, none, List.of(dense(3, false)))));
  }

  private static LeveledModel dense(List<ModelSettings.Level> above) {
    ModelSettings settings =
        new ModelSettings(
            new ModelSettings.Latent(3, above),
            List.of(dense(5, true)),
            List.of(dense(4, false)),
            new BernoulliLikelihood());
    return new LeveledModel(settings, new Architecture(settings, new FeatureShape(2, 3, 1)));
  }

  /** 4 x 4 pixels; maps of 4 x 4 with 2 variables a place, and above them 3 flat ones or maps. */
  static LeveledModel maps(boolean flatTop, Prior prior) {
    List<LayerSpec> up = flatTop ? List.of(new Flatten()) : List.of(convolution(2));
    List<LayerSpec> down =
        flatTop ? List.of(dense(16, false), new Reshape(4, 4, 1)) : List.of(convolution(2));
    ModelSettings settings =
        new ModelSettings(
            new ModelSettings.Latent(2, List.of(level(3, up, down, List.of(convolution(2))))),
            List.of(convolution(3)),
            List.of(convolution(2)),
            new BernoulliLikelihood(),
            new DiagonalGaussianPosterior(),
            prior);
    return new LeveledModel(settings, new Architecture(settings, new FeatureShape(4, 4, 1)));
  }

  static LeveledModel maps(boolean flatTop) {
    return maps(flatTop, new StandardNormalPrior());
  }

  static ModelSettings.Level level(
      int size, List<LayerSpec> encoder, List<LayerSpec> decoder, List<LayerSpec> joined) {
    return new ModelSettings.Level(size, encoder, decoder, joined);
  }

  static Dense dense(int units, boolean gated) {
    return new Dense(units, Activation.TANH, gated, WeightInit.AUTO);
  }

  private static LayerSpec convolution(int channels) {
    return ConvolutionalModel.convolution(channels, 3, 1, Activation.TANH);
  }

  double[] parameters() {
    double[] parameters = TensorValues.random(1, architecture.layout().size());
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (0.5 * parameters[i]);
    }
    return parameters;
  }

  double[] images(int count) {
    double[] images = TensorValues.random(2, count * architecture.pixels());
    for (int i = 0; i < images.length; i++) {
      images[i] = images[i] > 0 ? 1 : 0;
    }
    return images;
  }

  /** The images of a batch as rows of samples. */
  static double[] rows(double[] images, int samples) {
    double[] rows = new double[samples * images.length];
    for (int k = 0; k < samples; k++) {
      System.arraycopy(images, 0, rows, k * images.length, images.length);
    }
    return rows;
  }
}
