package org.rdvae.distribution;

import java.util.Arrays;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * A {@link RowPosterior} on fixed tensors with its rates in closed form: dz goes through z, the
 * rates' gradients straight to the heads. Row by row on the host, as in {@link SampledByRows}.
 */
final class ClosedFormByRows implements ClosedFormPosterior {
  private final RowPosterior posterior;
  private final RowRates rates;
  private final int rows;
  private final int latents;
  private final Tensor noise;
  private final Tensor z;
  private final Tensor zGradient;
  private final Tensor rateWeights;
  private final Tensor summedRates;
  private final HostHeads heads;
  private final HostHeads headGradients;
  private final double[] allNoise;
  private final double[] allZ;
  private final double[] allZGradients;
  private final double[] weights;
  private final double[] sums;
  private final double[] rowNoise;
  private final double[] rowZ;
  private final double[] rowZGradient;
  private final double[] rowRates;

  ClosedFormByRows(PosteriorPlace place, RowPosterior posterior, RowRates rates) {
    this.posterior = posterior;
    this.rates = rates;
    Kernels kernels = place.kernels();
    rows = place.rows();
    latents = place.latents();
    boolean training = place.training() != null;
    noise = kernels.tensor(rows, latents);
    z = kernels.tensor(rows, latents);
    zGradient = training ? kernels.tensor(rows, latents) : null;
    rateWeights = training ? kernels.tensor(1, latents) : null;
    summedRates = training ? kernels.tensor(1, latents) : null;
    heads = new HostHeads(place.heads());
    headGradients = training ? new HostHeads(place.training().headGradients()) : null;
    allNoise = new double[rows * latents];
    allZ = new double[rows * latents];
    allZGradients = new double[rows * latents];
    weights = new double[latents];
    sums = new double[latents];
    rowNoise = new double[latents];
    rowZ = new double[latents];
    rowZGradient = new double[latents];
    rowRates = new double[latents];
  }

  @Override
  public Tensor noise() {
    return noise;
  }

  @Override
  public void sample() {
    heads.read();
    noise.read(allNoise);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(allNoise, row * rowNoise.length, rowNoise, 0, rowNoise.length);
      posterior.sample(heads.row(row), rowNoise, rowZ);
      System.arraycopy(rowZ, 0, allZ, row * latents, latents);
    }
    z.write(allZ);
  }

  @Override
  public Tensor z() {
    return z;
  }

  @Override
  public Tensor zGradient() {
    return zGradient;
  }

  @Override
  public void backward() {
    zGradient.read(allZGradients);
    rateWeights.read(weights);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(allNoise, row * rowNoise.length, rowNoise, 0, rowNoise.length);
      System.arraycopy(allZ, row * latents, rowZ, 0, latents);
      System.arraycopy(allZGradients, row * latents, rowZGradient, 0, latents);
      double[][] rowHeads = heads.row(row);
      double[][] gradients = headGradients.emptyRow();
      posterior.addThroughZ(rowHeads, rowNoise, rowZ, rowZGradient, gradients);
      rates.addGradient(rowHeads, weights, gradients);
      headGradients.keep(row);
    }
    headGradients.write();
  }

  @Override
  public Tensor rateWeights() {
    return rateWeights;
  }

  @Override
  public void rates() {
    sum();
    summedRates.write(sums);
  }

  private void sum() {
    Arrays.fill(sums, 0);
    for (int row = 0; row < rows; row++) {
      rates.rates(heads.row(row), rowRates);
      for (int j = 0; j < latents; j++) {
        sums[j] += rowRates[j];
      }
    }
  }

  @Override
  public Tensor summedRates() {
    return summedRates;
  }

  @Override
  public double[] meanRates() {
    sum();
    double[] means = sums.clone();
    for (int j = 0; j < latents; j++) {
      means[j] /= rows;
    }
    return means;
  }
}
