package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Prior p(z) by a {@link CouplingFlow} that leads z to noise e, as operations on fixed tensors.
 *
 * <pre>
 * log p(z) = Σ log N(e; 0, 1) + log |det|
 * by e: −v e, with v the derivative of the loss by log p of a row
 * </pre>
 *
 * <p>Draws go the way from noise to z, through the inverses of the layers from the last to the
 * first.
 */
final class PlannedCouplingFlow implements PlannedPrior {
  private final Kernels kernels;
  private final PriorPlace place;
  private final CouplingFlow flow;
  private final int rows;
  private final int latents;
  private final Tensor logDensities;
  private final Operation[] logDensity;
  private final Operation[] backward;
  private final Tensor noise;
  private final Operation[] inverse;
  private final float[] host;

  PlannedCouplingFlow(PriorPlace place, CouplingFlowPrior settings) {
    this.place = place;
    kernels = place.kernels();
    rows = place.z().rows();
    latents = place.z().columns();
    logDensities = kernels.tensor(rows, 1);
    boolean training = place.training() != null;
    flow =
        new CouplingFlow(
            kernels,
            place.name(),
            place.parameters(),
            settings.size(),
            place.z(),
            null,
            training ? place.training().densityWeights() : null);
    logDensity = Operations.all(flow.forward(), ofNoise()).toArray(Operation[]::new);
    backward = training ? back().toArray(Operation[]::new) : new Operation[0];
    // A training step draws nothing.
    noise = training ? null : kernels.tensor(rows, latents);
    inverse = training ? null : flow.invert(noise).toArray(Operation[]::new);
    host = training ? null : new float[Math.multiplyExact(rows, latents)];
  }

  private List<Operation> ofNoise() {
    List<Operation> operations = new ArrayList<>();
    operations.add(
        kernels.shift(
            flow.logDeterminants(),
            kernels.scalar(latents * DiagonalGaussian.logDensity(0, 0, 0)),
            logDensities));
    Tensor ofHalf = kernels.tensor(rows, 1);
    for (Tensor half : flow.halves()) {
      Tensor squares = kernels.tensor(rows, half.columns());
      operations.add(kernels.square(half, squares));
      operations.add(kernels.sumColumns(squares, ofHalf));
      operations.add(kernels.scale(ofHalf, kernels.scalar(-0.5), ofHalf));
      operations.add(kernels.add(logDensities, ofHalf, logDensities));
    }
    return operations;
  }

  private List<Operation> back() {
    List<Operation> operations = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      Tensor gradient = flow.gradients().get(half);
      operations.add(
          kernels.multiplyColumn(
              flow.halves().get(half), place.training().densityWeights(), gradient));
      operations.add(kernels.scale(gradient, kernels.scalar(-1), gradient));
    }
    operations.addAll(flow.backward());
    Tensor zGradient = place.training().zGradient();
    if (zGradient != null) {
      Tensor joined = kernels.tensor(rows, latents);
      operations.add(kernels.joinColumns(flow.gradients(), joined));
      operations.add(kernels.add(zGradient, joined, zGradient));
    }
    return operations;
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
      host[i] = (float) (temperature * stream.nextGaussian());
    }
    noise.write(0, host, 0, count * latents);
    Operation.runAll(inverse);
    noise.read(0, z, 0, count * latents);
  }
}
