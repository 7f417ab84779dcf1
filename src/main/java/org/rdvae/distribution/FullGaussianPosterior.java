package org.rdvae.distribution;

import java.util.List;
import org.rdvae.tensor.Tensor;

/**
 * Normal latent variables that depend on one another in each image: z = μ + R ε with a lower
 * triangular R from the encoder; the formulas stand in {@link FullGaussian}. R has latents (latents
 * − 1) / 2 numbers left of its diagonal, each an output of the encoder.
 */
public record FullGaussianPosterior() implements Posterior {
  private static final int MOST_LATENTS = 2000;

  @Override
  public List<PosteriorHead> heads(int latents) {
    PosteriorHead mean = new PosteriorHead("mean", latents);
    PosteriorHead diagonal = new PosteriorHead("log-diagonal", latents);
    // A matrix without columns is no matrix.
    return latents == 1
        ? List.of(mean, diagonal)
        : List.of(mean, diagonal, new PosteriorHead("lower", FullGaussian.lowerCount(latents)));
  }

  /** Of more, the encoder's outputs are millions. */
  @Override
  public int mostLatents() {
    return MOST_LATENTS;
  }

  @Override
  public boolean hasClosedFormRate(Prior prior) {
    return prior instanceof StandardNormalPrior;
  }

  @Override
  public boolean supports(RateGradient gradient) {
    return true;
  }

  @Override
  public ClosedFormPosterior planClosedForm(PosteriorPlace place, Prior prior) {
    FullGaussian rows = new FullGaussian(place.latents());
    return new ClosedFormByRows(place, rows, rows);
  }

  @Override
  public SampledPosterior planSampled(PosteriorPlace place) {
    return new SampledByRows(place, new FullGaussian(place.latents()));
  }

  @Override
  public void moments(List<Tensor> heads, int count, float[] mean, float[] logStddev, int at) {
    int latents = heads.get(0).columns();
    heads.get(0).read(0, mean, at, count * latents);
    heads.get(1).read(0, logStddev, at, count * latents);
    int size = FullGaussian.lowerCount(latents);
    float[] lower = new float[count * size];
    if (size > 0) {
      heads.get(2).read(0, lower, 0, lower.length);
    }
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < latents; i++) {
        int k = at + row * latents + i;
        logStddev[k] = (float) FullGaussian.logStddev(i, latents, logStddev[k], lower, row * size);
      }
    }
  }
}
