package org.rdvae.model;

import java.util.List;
import org.rdvae.distribution.PlannedPrior;
import org.rdvae.distribution.PosteriorPlace;
import org.rdvae.distribution.PriorPlace;
import org.rdvae.distribution.RateGradient;
import org.rdvae.distribution.RowWeights;
import org.rdvae.distribution.SampledLatents;
import org.rdvae.distribution.SampledPosterior;
import org.rdvae.network.ParameterTensors;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * One level of latent variables by log densities at the samples. On the way back the gradient by z
 * is put together before the posterior leads it on:
 *
 * <pre>
 * decoder's + prior's (+ the posterior's own, through z only)   times the path factors
 * </pre>
 */
final class SampledLevel implements SampledLatents {
  private final SampleRows rows;
  private final SampledPosterior posterior;
  private final PlannedPrior prior;
  private final Noise noise;
  private final Tensor logRatios;
  private final Operation ratio;
  private final Operation scalePaths;

  /**
   * @param rows of the images
   * @param pseudo of the prior's pseudo-inputs, which have one row each
   */
  SampledLevel(
      Kernels kernels,
      LevelFamily family,
      ParameterTensors parameters,
      SampleRows rows,
      SampleRows pseudo,
      RateGradient gradient,
      RowWeights weights) {
    this.rows = rows;
    posterior =
        family
            .posterior()
            .planSampled(
                new PosteriorPlace(
                    kernels,
                    Architecture.POSTERIOR,
                    family.latents(),
                    parameters,
                    rows.heads(),
                    new PosteriorPlace.Training(rows.gradients(), gradient, weights.posteriors())));
    Tensor zGradient = posterior.zGradient();
    prior =
        family
            .prior()
            .plan(
                new PriorPlace(
                    kernels,
                    Architecture.PRIOR,
                    family.posterior(),
                    parameters,
                    posterior.z(),
                    pseudo.heads(),
                    new PriorPlace.Training(weights.priors(), zGradient, pseudo.gradients())));
    noise = new Noise(List.of(family), posterior.noise());
    logRatios = kernels.tensor(posterior.z().rows(), 1);
    ratio = kernels.subtract(prior.logDensities(), posterior.logDensities(), logRatios);
    scalePaths =
        weights.paths() == null
            ? () -> {}
            : kernels.multiplyColumn(zGradient, weights.paths(), zGradient);
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
  public void logRatio() {
    prior.logDensity();
    posterior.logDensity();
    ratio.run();
  }

  @Override
  public Tensor logRatios() {
    return logRatios;
  }

  @Override
  public Tensor zGradient() {
    return posterior.zGradient();
  }

  @Override
  public void backward() {
    prior.backward();
    posterior.addPathGradient();
    scalePaths.run();
    posterior.backward();
    rows.sumGradients();
  }
}
