package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Tensor;

/**
 * Independent latent variables of Student's t distribution by location and scale, whose far samples
 * are not as rare as normal ones; the formulas stand in {@link StudentTLatent}.
 */
public record StudentTPosterior(
    @Setting(
            value =
                "Degrees of freedom; more are nearer to normal, and up to 2 the rate against a"
                    + " standard normal prior would be infinite.",
            initial = "5",
            min = 2,
            above = true,
            max = 1_000_000)
        double freedom)
    implements Posterior {
  @Override
  public List<PosteriorHead> heads(int latents) {
    return List.of(new PosteriorHead("centre", latents), new PosteriorHead("log-scale", latents));
  }

  @Override
  public void drawNoise(RandomStream stream, int latents, float[] noise, int from) {
    for (int i = from; i < from + latents; i++) {
      noise[i] = (float) StudentT.draw(0, 0, freedom, stream);
    }
  }

  @Override
  public boolean hasClosedFormRate(Prior prior) {
    return prior instanceof StandardNormalPrior;
  }

  @Override
  public boolean supports(RateGradient gradient) {
    return true;
  }

  private RowPosterior rows() {
    return new IndependentLatents(new StudentTLatent(freedom), 2);
  }

  @Override
  public ClosedFormPosterior planClosedForm(PosteriorPlace place, Prior prior) {
    RowRates rates = new IndependentRates(new StudentTLatent(freedom), 2);
    return new ClosedFormByRows(place, rows(), rates);
  }

  @Override
  public SampledPosterior planSampled(PosteriorPlace place) {
    return new SampledByRows(place, rows());
  }

  @Override
  public void moments(List<Tensor> heads, int count, float[] mean, float[] logStddev, int at) {
    int size = count * heads.get(0).columns();
    heads.get(0).read(0, mean, at, size);
    heads.get(1).read(0, logStddev, at, size);
    double ofNoise = 0.5 * Math.log(freedom / (freedom - 2));
    for (int i = at; i < at + size; i++) {
      logStddev[i] = (float) (logStddev[i] + ofNoise);
    }
  }
}
