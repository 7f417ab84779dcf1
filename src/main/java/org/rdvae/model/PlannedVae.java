package org.rdvae.model;

import org.rdvae.distribution.PlannedDiagonalGaussian;
import org.rdvae.distribution.PlannedLikelihood;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * A whole autoencoder on fixed tensors for one batch size, with gradients: what a training step
 * works on.
 */
public final class PlannedVae {
  private final Tensor images;
  private final ParameterTensors parameters;
  private final DropoutMasks masks;
  private final PlannedEncoder encoder;
  private final PlannedDiagonalGaussian posterior;
  private final PlannedDecoder decoder;
  private final PlannedLikelihood likelihood;

  /**
   * @param seed of the dropout masks
   */
  public PlannedVae(Kernels kernels, Architecture architecture, int batch, long seed) {
    images = kernels.tensor(batch, architecture.pixels());
    parameters = new ParameterTensors(kernels, architecture.layout(), true);
    masks = new DropoutMasks(seed);
    encoder = new PlannedEncoder(kernels, architecture, parameters, images, masks);
    posterior =
        new PlannedDiagonalGaussian(
            kernels,
            encoder.mean(),
            encoder.logStddev(),
            encoder.meanGradient(),
            encoder.logStddevGradient());
    decoder =
        new PlannedDecoder(
            kernels, architecture, parameters, posterior.z(), posterior.zGradient(), masks);
    likelihood = decoder.likelihood(kernels, architecture, parameters, images);
  }

  /** The input batch, shape [batch, pixels]. */
  public Tensor images() {
    return images;
  }

  public ParameterTensors parameters() {
    return parameters;
  }

  /** To be drawn before the forward pass of a step. */
  public DropoutMasks dropoutMasks() {
    return masks;
  }

  public PlannedEncoder encoder() {
    return encoder;
  }

  public PlannedDiagonalGaussian posterior() {
    return posterior;
  }

  public PlannedDecoder decoder() {
    return decoder;
  }

  public PlannedLikelihood likelihood() {
    return likelihood;
  }
}
