package org.rdvae.distribution;

import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * A {@link RowPosterior} on fixed tensors, with log q taken at the sample. Row by row on the host:
 * what a row costs is little beside the networks, and is the same arithmetic that is tested. With w
 * the derivative of the loss by log q of a row and dz that by z of everything else:
 *
 * <pre>
 * total   dz + w ∂log q/∂z led through z, and w ∂log q/∂heads
 * path    dz + w ∂log q/∂z led through z
 * score   w ∂log q/∂heads
 * </pre>
 */
final class SampledByRows implements SampledPosterior {
  private final RowPosterior posterior;
  private final RateGradient gradient;
  private final Tensor noise;
  private final Tensor z;
  private final Tensor zGradient;
  private final Tensor logDensities;
  private final Tensor densityWeights;
  private final HostHeads heads;
  private final HostHeads headGradients;
  private final int latents;
  private final double[] allNoise;
  private final double[] allZ;
  private final double[] allDensities;
  private final double[] allWeights;
  private final double[] allZGradients;
  private final double[] rowNoise;
  private final double[] rowZ;
  private final double[] rowZGradient;

  SampledByRows(PosteriorPlace place, RowPosterior posterior) {
    this.posterior = posterior;
    Kernels kernels = place.kernels();
    int rows = place.rows();
    latents = place.latents();
    PosteriorPlace.Training training = place.training();
    gradient = training == null ? null : training.gradient();
    boolean throughZ = gradient == RateGradient.TOTAL || gradient == RateGradient.PATH;
    noise = kernels.tensor(rows, latents);
    z = kernels.tensor(rows, latents);
    zGradient = throughZ ? kernels.tensor(rows, latents) : null;
    logDensities = kernels.tensor(rows, 1);
    densityWeights = training == null ? null : training.densityWeights();
    heads = new HostHeads(place.heads());
    headGradients = training == null ? null : new HostHeads(training.headGradients());
    allNoise = new double[rows * latents];
    allZ = new double[rows * latents];
    allDensities = new double[rows];
    allWeights = new double[rows];
    allZGradients = new double[rows * latents];
    rowNoise = new double[latents];
    rowZ = new double[latents];
    rowZGradient = new double[latents];
  }

  @Override
  public Tensor noise() {
    return noise;
  }

  @Override
  public void sample() {
    heads.read();
    noise.read(allNoise);
    for (int row = 0; row < allDensities.length; row++) {
      double[][] rowHeads = startRow(row);
      posterior.sample(rowHeads, rowNoise, rowZ);
      System.arraycopy(rowZ, 0, allZ, row * latents, latents);
    }
    z.write(allZ);
  }

  /** Brings noise and z of a row to where they are worked on; its heads are the result. */
  private double[][] startRow(int row) {
    System.arraycopy(allNoise, row * rowNoise.length, rowNoise, 0, rowNoise.length);
    System.arraycopy(allZ, row * latents, rowZ, 0, latents);
    return heads.row(row);
  }

  @Override
  public Tensor z() {
    return z;
  }

  @Override
  public void logDensity() {
    for (int row = 0; row < allDensities.length; row++) {
      double[][] rowHeads = startRow(row);
      allDensities[row] = posterior.logDensity(rowHeads, rowNoise, rowZ);
    }
    logDensities.write(allDensities);
  }

  @Override
  public Tensor logDensities() {
    return logDensities;
  }

  @Override
  public Tensor zGradient() {
    return zGradient;
  }

  @Override
  public void addPathGradient() {
    if (gradient != RateGradient.PATH) {
      return;
    }
    zGradient.read(allZGradients);
    densityWeights.read(allWeights);
    for (int row = 0; row < allWeights.length; row++) {
      double[][] rowHeads = startRow(row);
      System.arraycopy(allZGradients, row * latents, rowZGradient, 0, latents);
      posterior.addByZ(rowHeads, rowNoise, rowZ, allWeights[row], rowZGradient);
      System.arraycopy(rowZGradient, 0, allZGradients, row * latents, latents);
    }
    zGradient.write(allZGradients);
  }

  @Override
  public void backward() {
    densityWeights.read(allWeights);
    if (zGradient != null) {
      zGradient.read(allZGradients);
    }
    for (int row = 0; row < allWeights.length; row++) {
      double[][] rowHeads = startRow(row);
      double[][] gradients = headGradients.emptyRow();
      if (zGradient != null) {
        System.arraycopy(allZGradients, row * latents, rowZGradient, 0, latents);
        if (gradient == RateGradient.TOTAL) {
          posterior.addByZ(rowHeads, rowNoise, rowZ, allWeights[row], rowZGradient);
        }
        posterior.addThroughZ(rowHeads, rowNoise, rowZ, rowZGradient, gradients);
      }
      if (gradient != RateGradient.PATH) {
        posterior.addByHeads(rowHeads, rowNoise, rowZ, allWeights[row], gradients);
      }
      headGradients.keep(row);
    }
    headGradients.write();
  }
}
