package org.rdvae.distribution;

/** The rates of a row of latent variables that all have the same formula. */
final class IndependentRates implements RowRates {
  private final LatentRate formula;
  private final double[] own;
  private final double[] gradients;

  IndependentRates(LatentRate formula, int heads) {
    this.formula = formula;
    own = new double[heads];
    gradients = new double[heads];
  }

  @Override
  public void rates(double[][] heads, double[] rates) {
    for (int j = 0; j < rates.length; j++) {
      rates[j] = formula.rate(IndependentLatents.gather(heads, j, own));
    }
  }

  @Override
  public void addGradient(double[][] heads, double[] weights, double[][] headGradients) {
    for (int j = 0; j < weights.length; j++) {
      IndependentLatents.gather(headGradients, j, gradients);
      formula.addGradient(IndependentLatents.gather(heads, j, own), weights[j], gradients);
      IndependentLatents.scatter(gradients, headGradients, j);
    }
  }
}
