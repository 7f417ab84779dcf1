package org.rdvae.model;

import java.util.List;
import org.rdvae.distribution.Bernoulli;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.LayerSpec;

/**
 * A whole autoencoder of tanh layers as plain loops over double: from flat parameters to the loss,
 * without a line in common with the planned model but the layout of the parameters.
 */
final class PlainVae {
  private final ModelSettings settings;
  private final Architecture architecture;

  /** Rows of latents. */
  record Posterior(double[] mean, double[] logStddev) {}

  PlainVae(ModelSettings settings, Architecture architecture) {
    this.settings = settings;
    this.architecture = architecture;
  }

  Posterior encode(double[] parameters, double[] images) {
    int pixels = architecture.pixels();
    int rows = images.length / pixels;
    double[] features = network(parameters, "encoder", settings.encoder(), images, rows);
    return new Posterior(
        linear(parameters, "posterior.mean", features, rows, architecture.latents()),
        linear(parameters, "posterior.log-stddev", features, rows, architecture.latents()));
  }

  double[] logits(double[] parameters, double[] z) {
    int rows = z.length / architecture.latents();
    double[] features = network(parameters, "decoder", settings.decoder(), z, rows);
    return linear(parameters, "likelihood.logits", features, rows, architecture.pixels());
  }

  double[] sample(Posterior posterior, double[] noise) {
    double[] z = new double[noise.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = DiagonalGaussian.sample(posterior.mean[i], posterior.logStddev[i], noise[i]);
    }
    return z;
  }

  /** Of each image. */
  double[] distortions(double[] logits, double[] images) {
    double[] distortions = new double[images.length / architecture.pixels()];
    for (int i = 0; i < images.length; i++) {
      distortions[i / architecture.pixels()] += Bernoulli.distortion(logits[i], images[i]);
    }
    return distortions;
  }

  /** Of each latent, averaged over the images. */
  double[] meanRates(Posterior posterior) {
    int latents = architecture.latents();
    double[] rates = new double[latents];
    int rows = posterior.mean.length / latents;
    for (int i = 0; i < posterior.mean.length; i++) {
      rates[i % latents] += DiagonalGaussian.rate(posterior.mean[i], posterior.logStddev[i]) / rows;
    }
    return rates;
  }

  /** Mean distortion + beta * sum over latents of max(free, mean rate). */
  double loss(double[] parameters, double[] images, double[] noise, double beta, double freeNats) {
    Posterior posterior = encode(parameters, images);
    double[] distortions = distortions(logits(parameters, sample(posterior, noise)), images);
    double loss = 0;
    for (double distortion : distortions) {
      loss += distortion / distortions.length;
    }
    for (double rate : meanRates(posterior)) {
      loss += beta * Math.max(rate, freeNats);
    }
    return loss;
  }

  double[] network(
      double[] parameters, String name, List<LayerSpec> layers, double[] input, int rows) {
    double[] values = input;
    for (int i = 0; i < layers.size(); i++) {
      Dense dense = (Dense) layers.get(i);
      String layer = name + "." + i;
      double[] sum = linear(parameters, layer, values, rows, dense.units());
      double[] gate =
          dense.gated()
              ? linear(parameters, layer, "gate-weight", "gate-bias", values, rows, dense.units())
              : null;
      for (int j = 0; j < sum.length; j++) {
        double activated = dense.activation() == Activation.TANH ? Math.tanh(sum[j]) : Double.NaN;
        sum[j] = gate == null ? activated : activated / (1 + Math.exp(-gate[j]));
      }
      values = sum;
    }
    return values;
  }

  double[] linear(double[] parameters, String name, double[] input, int rows, int units) {
    return linear(parameters, name, "weight", "bias", input, rows, units);
  }

  private double[] linear(
      double[] parameters,
      String name,
      String weight,
      String bias,
      double[] input,
      int rows,
      int units) {
    int inputs = input.length / rows;
    int weights = architecture.layout().offset(name + "." + weight);
    int biases = architecture.layout().offset(name + "." + bias);
    double[] output = new double[rows * units];
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < units; unit++) {
        double sum = parameters[biases + unit];
        for (int i = 0; i < inputs; i++) {
          sum += input[row * inputs + i] * parameters[weights + i * units + unit];
        }
        output[row * units + unit] = sum;
      }
    }
    return output;
  }
}
