package org.rdvae.distribution;

import java.util.List;
import org.rdvae.tensor.Tensor;

/**
 * Independent positive latent variables with gamma distributions whose shape and rate come from the
 * encoder; the formulas stand in {@link GammaLatent}. A sample and its gradient cost 2 microseconds
 * a latent variable; {@link ErlangPosterior}, of a fixed integer shape, costs next to nothing.
 */
public record GammaPosterior() implements Posterior {
  @Override
  public List<PosteriorHead> heads(int latents) {
    return List.of(new PosteriorHead("log-shape", latents), new PosteriorHead("log-rate", latents));
  }

  @Override
  public boolean isPositive() {
    return true;
  }

  @Override
  public boolean hasClosedFormRate(Prior prior) {
    return GammaPrior.of(prior).isPresent();
  }

  @Override
  public boolean supports(RateGradient gradient) {
    return true;
  }

  @Override
  public ClosedFormPosterior planClosedForm(PosteriorPlace place, Prior prior) {
    GammaLatent formula = new GammaLatent(GammaPrior.of(prior).orElseThrow());
    return new ClosedFormByRows(
        place, new IndependentLatents(formula, 2), new IndependentRates(formula, 2));
  }

  @Override
  public SampledPosterior planSampled(PosteriorPlace place) {
    return new SampledByRows(place, new IndependentLatents(new GammaLatent(null), 2));
  }

  @Override
  public void moments(List<Tensor> heads, int count, float[] mean, float[] logStddev, int at) {
    int size = count * heads.get(0).columns();
    heads.get(0).read(0, mean, at, size);
    heads.get(1).read(0, logStddev, at, size);
    for (int i = at; i < at + size; i++) {
      double logShape = GammaLatent.logShape(mean[i]);
      double logRate = GammaLatent.logRate(logStddev[i]);
      mean[i] = (float) Math.exp(logShape - logRate);
      logStddev[i] = (float) (0.5 * logShape - logRate);
    }
  }
}
