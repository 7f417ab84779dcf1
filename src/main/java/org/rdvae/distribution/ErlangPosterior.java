package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Tensor;

/**
 * Independent positive latent variables, each the sum of {@code shape} exponential ones of a rate
 * from the encoder: gamma posteriors of a fixed integer shape. The formulas stand in {@link
 * ErlangLatent}.
 */
public record ErlangPosterior(
    @Setting(
            value = "Number of exponential variables in the sum, which is the shape.",
            initial = "2",
            min = 1,
            max = 1000)
        int shape)
    implements Posterior {
  @Override
  public List<PosteriorHead> heads(int latents) {
    return List.of(new PosteriorHead("log-rate", latents));
  }

  @Override
  public void drawNoise(RandomStream stream, int latents, float[] noise, int from) {
    for (int i = from; i < from + latents; i++) {
      double sum = 0;
      for (int k = 0; k < shape; k++) {
        sum -= Math.log(stream.nextUniform());
      }
      noise[i] = (float) sum;
    }
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
    ErlangLatent formula = new ErlangLatent(shape, GammaPrior.of(prior).orElseThrow());
    return new ClosedFormByRows(
        place, new IndependentLatents(formula, 1), new IndependentRates(formula, 1));
  }

  @Override
  public SampledPosterior planSampled(PosteriorPlace place) {
    return new SampledByRows(place, new IndependentLatents(new ErlangLatent(shape, null), 1));
  }

  @Override
  public void moments(List<Tensor> heads, int count, float[] mean, float[] logStddev, int at) {
    int size = count * heads.get(0).columns();
    heads.get(0).read(0, logStddev, at, size);
    for (int i = at; i < at + size; i++) {
      double logRate = GammaLatent.logRate(logStddev[i]);
      mean[i] = (float) (shape * Math.exp(-logRate));
      logStddev[i] = (float) (0.5 * Math.log(shape) - logRate);
    }
  }
}
