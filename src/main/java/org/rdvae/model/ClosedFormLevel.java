package org.rdvae.model;

import java.util.List;
import org.rdvae.distribution.ClosedFormLatents;
import org.rdvae.distribution.ClosedFormPosterior;
import org.rdvae.distribution.PosteriorPlace;
import org.rdvae.distribution.RateGradient;
import org.rdvae.network.ParameterTensors;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/** One level of latent variables whose rate is known in closed form. */
final class ClosedFormLevel implements ClosedFormLatents {
  private final SampleRows rows;
  private final ClosedFormPosterior posterior;
  private final Noise noise;

  ClosedFormLevel(
      Kernels kernels, LevelFamily family, ParameterTensors parameters, SampleRows rows) {
    this.rows = rows;
    posterior =
        family
            .posterior()
            .planClosedForm(
                new PosteriorPlace(
                    kernels,
                    Architecture.POSTERIOR,
                    family.latents(),
                    parameters,
                    rows.heads(),
                    new PosteriorPlace.Training(rows.gradients(), RateGradient.CLOSED_FORM, null)),
                family.prior());
    noise = new Noise(List.of(family), posterior.noise());
  }

  @Override
  public Tensor noise() {
    return posterior.noise();
  }

  @Override
  public void drawNoise(RandomStream stream) {
    noise.draw(stream);
  }

  @Override
  public void sample() {
    rows.repeat();
    posterior.sample();
  }

  @Override
  public Tensor z() {
    return posterior.z();
  }

  @Override
  public Tensor zGradient() {
    return posterior.zGradient();
  }

  @Override
  public void backward() {
    posterior.backward();
    rows.sumGradients();
  }

  @Override
  public Tensor rateWeights() {
    return posterior.rateWeights();
  }

  @Override
  public void rates() {
    posterior.rates();
  }

  @Override
  public Tensor summedRates() {
    return posterior.summedRates();
  }

  @Override
  public double[] meanRates() {
    return posterior.meanRates();
  }
}
