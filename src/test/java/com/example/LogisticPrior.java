package com.example;

import java.util.List;
import org.rdvae.base.PluginSettings;
import org.rdvae.distribution.PlannedPrior;
import org.rdvae.distribution.PriorPlace;
import org.rdvae.distribution.PriorPlugin;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Independent latent variables of logistic distributions with mean 0 and a fixed scale s.
 *
 * <pre>
 * log p(z) = Σ −|z|/s − 2 ln(1 + exp(−|z|/s)) − ln s;   by z: −tanh(z / 2s) / s
 * </pre>
 */
public final class LogisticPrior implements PriorPlugin {
  private final double scale;

  public LogisticPrior(PluginSettings settings) {
    scale = settings.number("scale", 0.55, 1e-3, 1000);
  }

  @Override
  public PlannedPrior plan(PriorPlace place) {
    return new Planned(place, scale);
  }

  private static final class Planned implements PlannedPrior {
    private final double scale;
    private final Tensor z;
    private final double[] values;
    private final double[] sums;
    private final Tensor logDensities;
    private final Operation[] backward;

    Planned(PriorPlace place, double scale) {
      this.scale = scale;
      Kernels kernels = place.kernels();
      z = place.z();
      values = new double[z.rows() * z.columns()];
      sums = new double[z.rows()];
      logDensities = kernels.tensor(z.rows(), 1);
      backward =
          place.training() == null || place.training().zGradient() == null
              ? new Operation[0]
              : backward(kernels, place.training()).toArray(Operation[]::new);
    }

    private List<Operation> backward(Kernels kernels, PriorPlace.Training training) {
      Tensor slope = kernels.tensor(z.rows(), z.columns());
      return List.of(
          kernels.scale(z, kernels.scalar(0.5 / scale), slope),
          kernels.tanh(slope, slope),
          kernels.scale(slope, kernels.scalar(-1 / scale), slope),
          kernels.multiplyColumn(slope, training.densityWeights(), slope),
          kernels.add(training.zGradient(), slope, training.zGradient()));
    }

    @Override
    public void logDensity() {
      z.read(values);
      for (int row = 0; row < sums.length; row++) {
        sums[row] = 0;
        for (int i = row * z.columns(); i < (row + 1) * z.columns(); i++) {
          double r = Math.abs(values[i]) / scale;
          sums[row] -= r + 2 * Math.log1p(Math.exp(-r)) + Math.log(scale);
        }
      }
      logDensities.write(sums);
    }

    @Override
    public Tensor logDensities() {
      return logDensities;
    }

    @Override
    public void backward() {
      Operation.runAll(backward);
    }

    @Override
    public void draw(RandomStream stream, double temperature, int count, float[] z) {
      for (int i = 0; i < count * this.z.columns(); i++) {
        double u = stream.nextUniform();
        z[i] = (float) (temperature * scale * Math.log(u / (1 - u)));
      }
    }
  }
}
