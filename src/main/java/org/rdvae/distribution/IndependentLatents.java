package org.rdvae.distribution;

/** A row of latent variables that all have the same formula, with as many numbers in each head. */
final class IndependentLatents implements RowPosterior {
  private final LatentFormula formula;
  private final double[] own;
  private final double[] gradients;

  IndependentLatents(LatentFormula formula, int heads) {
    this.formula = formula;
    own = new double[heads];
    gradients = new double[heads];
  }

  /** What the heads give to one latent variable. */
  static double[] gather(double[][] heads, int latent, double[] own) {
    for (int i = 0; i < own.length; i++) {
      own[i] = heads[i][latent];
    }
    return own;
  }

  static void scatter(double[] own, double[][] heads, int latent) {
    for (int i = 0; i < own.length; i++) {
      heads[i][latent] = own[i];
    }
  }

  @Override
  public void sample(double[][] heads, double[] noise, double[] z) {
    for (int j = 0; j < z.length; j++) {
      z[j] = formula.sample(gather(heads, j, own), noise[j]);
    }
  }

  @Override
  public double logDensity(double[][] heads, double[] noise, double[] z) {
    double sum = 0;
    for (int j = 0; j < z.length; j++) {
      sum += formula.logDensity(gather(heads, j, own), z[j]);
    }
    return sum;
  }

  @Override
  public void addByZ(
      double[][] heads, double[] noise, double[] z, double weight, double[] zGradient) {
    for (int j = 0; j < z.length; j++) {
      zGradient[j] += weight * formula.byZ(gather(heads, j, own), z[j]);
    }
  }

  @Override
  public void addByHeads(
      double[][] heads, double[] noise, double[] z, double weight, double[][] headGradients) {
    for (int j = 0; j < z.length; j++) {
      gather(headGradients, j, gradients);
      formula.addByHeads(gather(heads, j, own), z[j], weight, gradients);
      scatter(gradients, headGradients, j);
    }
  }

  @Override
  public void addThroughZ(
      double[][] heads, double[] noise, double[] z, double[] zGradient, double[][] headGradients) {
    for (int j = 0; j < z.length; j++) {
      gather(headGradients, j, gradients);
      formula.addThroughZ(gather(heads, j, own), noise[j], z[j], zGradient[j], gradients);
      scatter(gradients, headGradients, j);
    }
  }
}
