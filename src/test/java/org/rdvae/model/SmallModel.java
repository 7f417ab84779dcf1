package org.rdvae.model;

import java.util.List;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.WeightInit;
import org.rdvae.tensor.TensorValues;

/** A model of 2 x 3 pixels and 3 latents with random parameters, and a batch of random images. */
record SmallModel(ModelSettings settings, Architecture architecture, PlainVae plain) {
  static final int PIXELS = 6;
  static final int LATENTS = 3;

  static SmallModel plainLayers() {
    return of(List.of(dense(5, false)), List.of(dense(4, false)));
  }

  static SmallModel gatedLayers() {
    return of(List.of(dense(5, true), dense(2, false)), List.of(dense(4, true), dense(7, true)));
  }

  static SmallModel withoutHiddenLayers() {
    return of(List.of(), List.of());
  }

  private static SmallModel of(List<LayerSpec> encoder, List<LayerSpec> decoder) {
    ModelSettings settings =
        new ModelSettings(
            new ModelSettings.Latent(LATENTS), encoder, decoder, new BernoulliLikelihood());
    Architecture architecture = new Architecture(settings, new FeatureShape(2, 3, 1));
    return new SmallModel(settings, architecture, new PlainVae(settings, architecture));
  }

  private static Dense dense(int units, boolean gated) {
    return new Dense(units, Activation.TANH, gated, WeightInit.AUTO);
  }

  /** Biases too are random: zero ones would hide a bias that is taken from the wrong place. */
  double[] parameters() {
    double[] parameters = TensorValues.random(1, architecture.layout().size());
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (0.5 * parameters[i]);
    }
    return parameters;
  }

  float[] floatParameters() {
    return floats(parameters());
  }

  static double[] images(int count) {
    double[] images = TensorValues.random(2, count * PIXELS);
    for (int i = 0; i < images.length; i++) {
      images[i] = images[i] > 0 ? 1 : 0;
    }
    return images;
  }

  static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }
}
