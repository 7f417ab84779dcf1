package org.rdvae.model;

import org.rdvae.distribution.PlannedBernoulli;
import org.rdvae.distribution.PlannedDiagonalGaussian;
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
  private final PlannedEncoder encoder;
  private final PlannedDiagonalGaussian posterior;
  private final PlannedDecoder decoder;
  private final PlannedBernoulli likelihood;

  public PlannedVae(Kernels kernels, Architecture architecture, int batch) {
    images = kernels.tensor(batch, architecture.pixels());
    parameters = new ParameterTensors(kernels, architecture.layout(), true);
    encoder = new PlannedEncoder(kernels, architecture, parameters, images, true);
    posterior =
        new PlannedDiagonalGaussian(
            kernels,
            encoder.mean(),
            encoder.logStddev(),
            encoder.meanGradient(),
            encoder.logStddevGradient());
    decoder =
        new PlannedDecoder(kernels, architecture, parameters, posterior.z(), posterior.zGradient());
    likelihood = new PlannedBernoulli(kernels, decoder.logits(), images, decoder.logitsGradient());
  }

  /** The input batch, shape [batch, pixels]. */
  public Tensor images() {
    return images;
  }

  public ParameterTensors parameters() {
    return parameters;
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

  public PlannedBernoulli likelihood() {
    return likelihood;
  }
}
