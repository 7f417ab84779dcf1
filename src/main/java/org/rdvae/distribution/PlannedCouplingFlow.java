package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Prior p(z) by coupling layers that lead z to noise e, as operations on fixed tensors. The halves
 * of the latent variables stay apart on the way; even layers change the second by the first.
 *
 * <pre>
 * z - split - layer 0 - layer 1 - ... - e
 * log p(z) = Σ log N(e; 0, 1) + Σ of the layers' log |det|
 * by e: −v e, with v the derivative of the loss by log p of a row
 * </pre>
 *
 * <p>Draws go the way from noise to z, through the inverses of the layers from the last to the
 * first.
 */
final class PlannedCouplingFlow implements PlannedPrior {
  private final Kernels kernels;
  private final PriorPlace place;
  private final CouplingFlowPrior settings;
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
    this.settings = settings;
    kernels = place.kernels();
    rows = place.z().rows();
    latents = place.z().columns();
    logDensities = kernels.tensor(rows, 1);
    boolean training = place.training() != null;
    List<Operation> there = new ArrayList<>();
    List<Operation> back = new ArrayList<>();
    plan(training, there, back);
    logDensity = there.toArray(Operation[]::new);
    backward = back.toArray(Operation[]::new);
    // A training step draws nothing.
    noise = training ? null : kernels.tensor(rows, latents);
    inverse = training ? null : inverse().toArray(Operation[]::new);
    host = training ? null : new float[Math.multiplyExact(rows, latents)];
  }

  private void plan(boolean training, List<Operation> there, List<Operation> back) {
    Tensor[] halves = halves();
    Tensor[] gradients = training ? halves() : null;
    there.add(kernels.splitColumns(place.z(), List.of(halves)));
    Tensor ofLayer = kernels.tensor(rows, 1);
    Tensor determinants = kernels.tensor(rows, 1);
    for (int i = 0; i < settings.layers(); i++) {
      int kept = i % 2;
      Tensor x = halves[kept];
      Tensor y = halves[1 - kept];
      CouplingLayer layer = layer(i, x, training);
      Tensor out = kernels.tensor(rows, y.columns());
      there.addAll(layer.apply(y, out, ofLayer));
      there.add(
          i == 0
              ? kernels.copy(ofLayer, determinants)
              : kernels.add(determinants, ofLayer, determinants));
      halves[1 - kept] = out;
      if (training) {
        back.addAll(
            0,
            layer.backward(
                y, gradients[1 - kept], place.training().densityWeights(), gradients[kept]));
      }
    }
    there.addAll(ofNoise(halves, ofLayer, determinants));
    if (training) {
      for (int half = 0; half < 2; half++) {
        Tensor gradient = gradients[half];
        back.add(
            0, kernels.multiplyColumn(halves[half], place.training().densityWeights(), gradient));
        back.add(1, kernels.scale(gradient, kernels.scalar(-1), gradient));
      }
      back.addAll(towardsZ(gradients));
    }
  }

  private CouplingLayer layer(int index, Tensor x, boolean training) {
    return new CouplingLayer(
        kernels,
        CouplingFlowPrior.layerName(place.name(), index),
        place.parameters(),
        x,
        CouplingFlowPrior.half(latents, index + 1),
        settings.hiddenUnits(),
        training);
  }

  private Tensor[] halves() {
    return new Tensor[] {
      kernels.tensor(rows, CouplingFlowPrior.half(latents, 0)),
      kernels.tensor(rows, CouplingFlowPrior.half(latents, 1)),
    };
  }

  private List<Operation> ofNoise(Tensor[] halves, Tensor ofHalf, Tensor determinants) {
    List<Operation> operations = new ArrayList<>();
    operations.add(
        kernels.shift(
            determinants,
            kernels.scalar(latents * DiagonalGaussian.logDensity(0, 0, 0)),
            logDensities));
    for (Tensor half : halves) {
      Tensor squares = kernels.tensor(rows, half.columns());
      operations.add(kernels.square(half, squares));
      operations.add(kernels.sumColumns(squares, ofHalf));
      operations.add(kernels.scale(ofHalf, kernels.scalar(-0.5), ofHalf));
      operations.add(kernels.add(logDensities, ofHalf, logDensities));
    }
    return operations;
  }

  private List<Operation> towardsZ(Tensor[] gradients) {
    Tensor zGradient = place.training().zGradient();
    if (zGradient == null) {
      return List.of();
    }
    Tensor joined = kernels.tensor(rows, latents);
    return List.of(
        kernels.joinColumns(List.of(gradients), joined), kernels.add(zGradient, joined, zGradient));
  }

  private List<Operation> inverse() {
    Tensor[] halves = halves();
    List<Operation> operations = new ArrayList<>();
    operations.add(kernels.splitColumns(noise, List.of(halves)));
    for (int i = settings.layers() - 1; i >= 0; i--) {
      int kept = i % 2;
      Tensor changed = halves[1 - kept];
      operations.addAll(layer(i, halves[kept], false).invert(changed, changed));
    }
    operations.add(kernels.joinColumns(List.of(halves), noise));
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
