package org.rdvae.distribution;

import org.rdvae.network.ParameterLayout;

/**
 * Posteriors as plain loops over double, by formulas of their own where that is possible.
 *
 * <p>{@code heads[i]} is head i of one row; {@code parameters} are the posterior's own.
 */
interface PlainPosterior {
  double[] z(double[][] heads, double[] noise, double[] parameters);

  /** log q(z|x) of any z, where it is known without the noise. */
  double logDensity(double[][] heads, double[] z);

  /** The factor of the covariance as a whole matrix. */
  record Full() implements PlainPosterior {
    private static double[][] factor(double[][] heads) {
      int n = heads[0].length;
      double[][] r = new double[n][n];
      int next = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          r[i][j] = heads[2][next++] / Math.sqrt(n);
        }
        r[i][i] = Math.exp(heads[1][i]);
      }
      return r;
    }

    @Override
    public double[] z(double[][] heads, double[] noise, double[] parameters) {
      double[][] r = factor(heads);
      double[] z = heads[0].clone();
      for (int i = 0; i < z.length; i++) {
        for (int j = 0; j < z.length; j++) {
          z[i] += r[i][j] * noise[j];
        }
      }
      return z;
    }

    @Override
    public double logDensity(double[][] heads, double[] z) {
      double[][] r = factor(heads);
      double[] noise = new double[z.length];
      double sum = 0;
      for (int i = 0; i < z.length; i++) {
        double rest = z[i] - heads[0][i];
        for (int j = 0; j < i; j++) {
          rest -= r[i][j] * noise[j];
        }
        noise[i] = rest / r[i][i];
        sum += DiagonalGaussian.logDensity(noise[i], 0, 0) - Math.log(r[i][i]);
      }
      return sum;
    }
  }

  /** Of a fixed integer shape. */
  record Erlang(int shape) implements PlainPosterior {
    @Override
    public double[] z(double[][] heads, double[] noise, double[] parameters) {
      double[] z = new double[noise.length];
      for (int i = 0; i < z.length; i++) {
        z[i] = noise[i] / Math.exp(heads[0][i]);
      }
      return z;
    }

    @Override
    public double logDensity(double[][] heads, double[] z) {
      double sum = 0;
      for (int i = 0; i < z.length; i++) {
        double rate = Math.exp(heads[0][i]);
        sum += Math.log(rate) - rate * z[i];
        for (int k = 1; k < shape; k++) {
          sum += Math.log(rate * z[i] / k);
        }
      }
      return sum;
    }
  }

  /** Of a learned shape. */
  record OfShape() implements PlainPosterior {
    @Override
    public double[] z(double[][] heads, double[] noise, double[] parameters) {
      double[] z = new double[noise.length];
      for (int i = 0; i < z.length; i++) {
        z[i] = new GammaQuantile().of(Math.exp(heads[0][i]), noise[i]) / Math.exp(heads[1][i]);
      }
      return z;
    }

    @Override
    public double logDensity(double[][] heads, double[] z) {
      double sum = 0;
      for (int i = 0; i < z.length; i++) {
        double x = Math.exp(heads[1][i]) * z[i];
        sum += IncompleteGamma.logDensity(Math.exp(heads[0][i]), x) + heads[1][i];
      }
      return sum;
    }
  }

  /** By location and scale. */
  record HeavyTailed(double freedom) implements PlainPosterior {
    @Override
    public double[] z(double[][] heads, double[] noise, double[] parameters) {
      double[] z = new double[noise.length];
      for (int i = 0; i < z.length; i++) {
        z[i] = heads[0][i] + Math.exp(heads[1][i]) * noise[i];
      }
      return z;
    }

    @Override
    public double logDensity(double[][] heads, double[] z) {
      double sum = 0;
      for (int i = 0; i < z.length; i++) {
        double t = (z[i] - heads[0][i]) / Math.exp(heads[1][i]);
        sum +=
            GammaFunction.logGamma((freedom + 1) / 2)
                - GammaFunction.logGamma(freedom / 2)
                - Math.log(freedom * Math.PI) / 2
                - heads[1][i]
                - (freedom + 1) / 2 * Math.log(1 + t * t / freedom);
      }
      return sum;
    }
  }

  /** Inverse autoregressive flow, one variable after the other. */
  record Autoregressive(InverseAutoregressivePosterior settings, ParameterLayout layout)
      implements PlainPosterior {
    @Override
    public double[] z(double[][] heads, double[] noise, double[] parameters) {
      int n = noise.length;
      double[] z = new HeavyTailed(3).z(heads, noise, parameters);
      for (int step = 0; step < settings.steps(); step++) {
        double[] out = new double[n];
        for (int place = 0; place < n; place++) {
          int i = at(place, step, n);
          double shift = parameter(parameters, step, "shift-bias", i);
          double gate = parameter(parameters, step, "gate-bias", i);
          for (int unit = 0; unit < settings.hiddenUnits(); unit++) {
            if (unit % n <= place) {
              double hidden = hidden(heads[2], z, parameters, step, unit);
              shift += hidden * parameter(parameters, step, "shift-weight", unit * n + i);
              gate += hidden * parameter(parameters, step, "gate-weight", unit * n + i);
            }
          }
          double open = 1 / (1 + Math.exp(-gate));
          out[i] = open * z[i] + (1 - open) * shift;
        }
        z = out;
      }
      return z;
    }

    private static int at(int place, int step, int n) {
      return step % 2 == 0 ? place : n - 1 - place;
    }

    private double hidden(double[] context, double[] z, double[] parameters, int step, int unit) {
      double sum = parameter(parameters, step, "hidden-bias", unit);
      for (int place = 0; place < unit % z.length; place++) {
        int i = at(place, step, z.length);
        sum +=
            z[i] * parameter(parameters, step, "input-weight", i * settings.hiddenUnits() + unit);
      }
      for (int k = 0; k < context.length; k++) {
        sum +=
            context[k]
                * parameter(parameters, step, "context-weight", k * settings.hiddenUnits() + unit);
      }
      return Math.tanh(sum);
    }

    private double parameter(double[] parameters, int step, String name, int index) {
      return parameters[layout.offset(PosteriorPlan.NAME + "flow." + step + "." + name) + index];
    }

    @Override
    public double logDensity(double[][] heads, double[] z) {
      throw new UnsupportedOperationException("the noise of z is not known");
    }
  }

  /** Affine coupling layers. */
  record Coupled(CouplingPosterior settings, ParameterLayout layout) implements PlainPosterior {
    @Override
    public double[] z(double[][] heads, double[] noise, double[] parameters) {
      double[] z = new HeavyTailed(3).z(heads, noise, parameters);
      int n = z.length;
      int first = n - n / 2;
      for (int layer = 0; layer < settings.layers(); layer++) {
        int kept = layer % 2 == 0 ? 0 : first;
        int keptCount = layer % 2 == 0 ? first : n - first;
        int changed = layer % 2 == 0 ? first : 0;
        double[] x = new double[keptCount + settings.context()];
        System.arraycopy(z, kept, x, 0, keptCount);
        System.arraycopy(heads[2], 0, x, keptCount, settings.context());
        double[] hidden = dense(x, parameters, layer, "hidden", settings.hiddenUnits());
        for (int i = 0; i < hidden.length; i++) {
          hidden[i] = Math.tanh(hidden[i]);
        }
        double[] scale = dense(hidden, parameters, layer, "log-scale", n - keptCount);
        double[] shift = dense(hidden, parameters, layer, "shift", n - keptCount);
        for (int i = 0; i < scale.length; i++) {
          z[changed + i] = z[changed + i] * Math.exp(Math.tanh(scale[i])) + shift[i];
        }
      }
      return z;
    }

    private double[] dense(double[] x, double[] parameters, int layer, String name, int outputs) {
      String prefix = PosteriorPlan.NAME + "flow." + layer + "." + name;
      int weight = layout.offset(prefix + ".weight");
      int bias = layout.offset(prefix + ".bias");
      double[] out = new double[outputs];
      for (int j = 0; j < outputs; j++) {
        out[j] = parameters[bias + j];
        for (int i = 0; i < x.length; i++) {
          out[j] += x[i] * parameters[weight + i * outputs + j];
        }
      }
      return out;
    }

    @Override
    public double logDensity(double[][] heads, double[] z) {
      throw new UnsupportedOperationException("the noise of z is not known");
    }
  }
}
