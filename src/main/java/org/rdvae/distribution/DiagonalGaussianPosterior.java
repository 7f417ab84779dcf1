package org.rdvae.distribution;

import java.util.List;
import org.rdvae.tensor.Tensor;

/**
 * An independent normal for every latent variable, given by its mean μ and the natural log of its
 * standard deviation; the formulas stand in {@link DiagonalGaussian}.
 */
public record DiagonalGaussianPosterior() implements Posterior {
  @Override
  public List<PosteriorHead> heads(int latents) {
    return List.of(new PosteriorHead("mean", latents), new PosteriorHead("log-stddev", latents));
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
    boolean training = place.training() != null;
    return new PlannedDiagonalGaussian(
        place.kernels(),
        place.head(0),
        place.head(1),
        training ? place.training().headGradients().get(0) : null,
        training ? place.training().headGradients().get(1) : null);
  }

  @Override
  public SampledPosterior planSampled(PosteriorPlace place) {
    return new PlannedSampledGaussian(place);
  }

  @Override
  public void moments(List<Tensor> heads, int count, float[] mean, float[] logStddev, int at) {
    int size = count * heads.get(0).columns();
    heads.get(0).read(0, mean, at, size);
    heads.get(1).read(0, logStddev, at, size);
  }
}
