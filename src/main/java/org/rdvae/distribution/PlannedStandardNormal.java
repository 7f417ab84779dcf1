package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Prior p(z) = N(0, I) as operations on fixed tensors.
 *
 * <pre>
 * log p(z) = −½ Σ z² − latents ½ ln 2π;   by z: −z
 * </pre>
 */
final class PlannedStandardNormal implements PlannedPrior {
  private final int latents;
  private final Tensor logDensities;
  private final Operation[] logDensity;
  private final Operation[] backward;

  PlannedStandardNormal(PriorPlace place) {
    Kernels kernels = place.kernels();
    Tensor z = place.z();
    latents = z.columns();
    Tensor scratch = kernels.tensor(z.rows(), latents);
    logDensities = kernels.tensor(z.rows(), 1);
    logDensity =
        new Operation[] {
          kernels.square(z, scratch),
          kernels.sumColumns(scratch, logDensities),
          kernels.scale(logDensities, kernels.scalar(-0.5), logDensities),
          kernels.shift(
              logDensities,
              kernels.scalar(latents * DiagonalGaussian.logDensity(0, 0, 0)),
              logDensities),
        };
    List<Operation> back = new ArrayList<>();
    if (place.training() != null && place.training().zGradient() != null) {
      Tensor zGradient = place.training().zGradient();
      back.add(kernels.multiplyColumn(z, place.training().densityWeights(), scratch));
      back.add(kernels.subtract(zGradient, scratch, zGradient));
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
      z[i] = (float) (temperature * stream.nextGaussian());
    }
  }
}
