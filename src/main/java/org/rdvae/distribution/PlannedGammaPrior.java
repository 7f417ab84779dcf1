package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Prior of independent gamma variables of shape α and rate β as operations on fixed tensors.
 *
 * <pre>
 * log p(z) = Σ (α − 1) ln z − β z + latents (α ln β − log Γ(α));   by z: (α − 1) / z − β
 * </pre>
 *
 * The formulas in double stand in {@link Gamma}.
 */
final class PlannedGammaPrior implements PlannedPrior {
  private final GammaPrior settings;
  private final int latents;
  private final Tensor logDensities;
  private final Operation[] logDensity;
  private final Operation[] backward;
  private final GammaQuantile quantile = new GammaQuantile();

  PlannedGammaPrior(PriorPlace place, GammaPrior settings) {
    this.settings = settings;
    Kernels kernels = place.kernels();
    Tensor z = place.z();
    latents = z.columns();
    logDensities = kernels.tensor(z.rows(), 1);
    Tensor terms = kernels.tensor(z.rows(), latents);
    Tensor linear = kernels.tensor(z.rows(), latents);
    double constant =
        settings.shape() * Math.log(settings.rate()) - GammaFunction.logGamma(settings.shape());
    logDensity =
        new Operation[] {
          kernels.log(z, terms),
          kernels.scale(terms, kernels.scalar(settings.shape() - 1), terms),
          kernels.scale(z, kernels.scalar(-settings.rate()), linear),
          kernels.add(terms, linear, terms),
          kernels.sumColumns(terms, logDensities),
          kernels.shift(logDensities, kernels.scalar(latents * constant), logDensities),
        };
    List<Operation> back = new ArrayList<>();
    if (place.training() != null && place.training().zGradient() != null) {
      Tensor zGradient = place.training().zGradient();
      Tensor excess = Constants.filled(kernels, z.rows(), latents, settings.shape() - 1);
      back.add(kernels.divide(excess, z, terms));
      back.add(kernels.shift(terms, kernels.scalar(-settings.rate()), terms));
      back.add(kernels.multiplyColumn(terms, place.training().densityWeights(), terms));
      back.add(kernels.add(zGradient, terms, zGradient));
    }
    backward = back.toArray(Operation[]::new);
  }

  @Override
  public void logDensity() {
    Operation.runAll(logDensity);
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
    for (int i = 0; i < count * latents; i++) {
      double x = quantile.of(settings.shape(), temperature * stream.nextGaussian());
      z[i] = (float) Math.max(x / settings.rate(), GammaLatent.SMALLEST);
    }
  }
}
