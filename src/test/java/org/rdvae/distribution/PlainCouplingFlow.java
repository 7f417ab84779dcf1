package org.rdvae.distribution;

import org.rdvae.network.ParameterLayout;

/** A coupling flow in loops over double, one row at a time. */
record PlainCouplingFlow(CouplingFlowPrior settings, int latents, double[] parameters) {

  private ParameterLayout layout() {
    return PriorPlan.layout(settings, latents);
  }

  double logDensity(double[] z) {
    double[] noise = z.clone();
    double sum = toNoise(noise);
    for (double e : noise) {
      sum += DiagonalGaussian.logDensity(e, 0, 0);
    }
    return sum;
  }

  /** Makes noise of z, and gives log |det|. */
  double toNoise(double[] z) {
    double logDeterminant = 0;
    for (int layer = 0; layer < settings.layers(); layer++) {
      double[][] conditions = conditions(layer, z);
      int start = changed(layer);
      for (int j = 0; j < conditions[0].length; j++) {
        z[start + j] = z[start + j] * Math.exp(conditions[0][j]) + conditions[1][j];
        logDeterminant += conditions[0][j];
      }
    }
    return logDeterminant;
  }

  void fromNoise(double[] z) {
    for (int layer = settings.layers() - 1; layer >= 0; layer--) {
      double[][] conditions = conditions(layer, z);
      int start = changed(layer);
      for (int j = 0; j < conditions[0].length; j++) {
        z[start + j] = (z[start + j] - conditions[1][j]) * Math.exp(-conditions[0][j]);
      }
    }
  }

  private int first() {
    return latents - latents / 2;
  }

  private int changed(int layer) {
    return layer % 2 == 0 ? first() : 0;
  }

  /** Log scales and shifts that a layer makes of the half that it keeps. */
  private double[][] conditions(int layer, double[] z) {
    int keptFrom = layer % 2 == 0 ? 0 : first();
    int kept = layer % 2 == 0 ? first() : latents - first();
    String name = PriorPlan.NAME + "flow." + layer + ".";
    double[] x = new double[kept];
    System.arraycopy(z, keptFrom, x, 0, kept);
    double[] hidden = linear(x, name + "hidden", settings.hiddenUnits());
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = Math.tanh(hidden[i]);
    }
    double[] scales = linear(hidden, name + "log-scale", latents - kept);
    for (int i = 0; i < scales.length; i++) {
      scales[i] = Math.tanh(scales[i]);
    }
    return new double[][] {scales, linear(hidden, name + "shift", latents - kept)};
  }

  private double[] linear(double[] x, String name, int outputs) {
    int weight = layout().offset(name + ".weight");
    int bias = layout().offset(name + ".bias");
    double[] y = new double[outputs];
    for (int j = 0; j < outputs; j++) {
      y[j] = parameters[bias + j];
      for (int i = 0; i < x.length; i++) {
        y[j] += x[i] * parameters[weight + i * outputs + j];
      }
    }
    return y;
  }
}
