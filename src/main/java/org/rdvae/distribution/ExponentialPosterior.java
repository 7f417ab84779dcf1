package org.rdvae.distribution;

import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Tensor;

/**
 * Independent exponential latent variables z = −ln u / λ of uniform u, by the inverse of their
 * distribution function, with the rate λ from the encoder: {@link ErlangPosterior} of shape 1.
 */
public record ExponentialPosterior() implements Posterior {
  private static final ErlangPosterior ERLANG = new ErlangPosterior(1);

  @Override
  public List<PosteriorHead> heads(int latents) {
    return ERLANG.heads(latents);
  }

  @Override
  public void drawNoise(RandomStream stream, int latents, float[] noise, int from) {
    ERLANG.drawNoise(stream, latents, noise, from);
  }

  @Override
  public boolean isPositive() {
    return true;
  }

  @Override
  public boolean hasClosedFormRate(Prior prior) {
    return ERLANG.hasClosedFormRate(prior);
  }

  @Override
  public boolean supports(RateGradient gradient) {
    return ERLANG.supports(gradient);
  }

  @Override
  public ClosedFormPosterior planClosedForm(PosteriorPlace place, Prior prior) {
    return ERLANG.planClosedForm(place, prior);
  }

  @Override
  public SampledPosterior planSampled(PosteriorPlace place) {
    return ERLANG.planSampled(place);
  }

  @Override
  public void moments(List<Tensor> heads, int count, float[] mean, float[] logStddev, int at) {
    ERLANG.moments(heads, count, mean, logStddev, at);
  }
}
