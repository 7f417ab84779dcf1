package org.rdvae.model;

import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.objective.BoundWeights;

/**
 * The log weights of several samples an image as plain loops over double, with the three ways apart
 * by which parameters reach them. Rows are sample by sample, as in the planned model.
 *
 * @param images of one batch
 * @param noise of all rows
 */
record PlainBound(SmallModel model, double[] images, double[] noise, int samples, double beta) {

  int batch() {
    return images.length / SmallModel.PIXELS;
  }

  int rows() {
    return samples * batch();
  }

  private double[] rowImages() {
    double[] rows = new double[samples * images.length];
    for (int k = 0; k < samples; k++) {
      System.arraycopy(images, 0, rows, k * images.length, images.length);
    }
    return rows;
  }

  PlainVae.Posterior posterior(double[] parameters) {
    return model.plain().encode(parameters, rowImages());
  }

  double[] z(double[] parameters) {
    return model.plain().sample(posterior(parameters), noise);
  }

  /** log q(z|x) of each row. */
  double[] logPosteriors(double[] parameters, double[] z) {
    PlainVae.Posterior posterior = posterior(parameters);
    double[] logs = new double[rows()];
    for (int i = 0; i < z.length; i++) {
      logs[i / SmallModel.LATENTS] +=
          DiagonalGaussian.logDensity(z[i], posterior.mean()[i], posterior.logStddev()[i]);
    }
    return logs;
  }

  /**
   * The log weight of each row.
   *
   * @param decoder parameters of p(x|z)
   * @param path parameters by which z is drawn
   * @param density parameters of log q(z|x)
   */
  double[] logWeights(double[] decoder, double[] path, double[] density) {
    double[] z = z(path);
    double[] weights = logPosteriors(density, z);
    double[] distortions = model.plain().distortions(model.plain().logits(decoder, z), rowImages());
    for (int row = 0; row < weights.length; row++) {
      weights[row] = -distortions[row] - beta * weights[row];
    }
    for (int i = 0; i < z.length; i++) {
      weights[i / SmallModel.LATENTS] += beta * DiagonalGaussian.logDensity(z[i], 0, 0);
    }
    return weights;
  }

  /** Minus the mean bound of the images. */
  double loss(double alpha, double[] parameters) {
    double[] logWeights = logWeights(parameters, parameters, parameters);
    double sum = 0;
    for (int image = 0; image < batch(); image++) {
      sum -= new BoundWeights(alpha, samples).bound(ofImage(logWeights, image)) / batch();
    }
    return sum;
  }

  /** The log weights of one image. */
  double[] ofImage(double[] logWeights, int image) {
    double[] some = new double[samples];
    for (int k = 0; k < samples; k++) {
      some[k] = logWeights[k * batch() + image];
    }
    return some;
  }
}
