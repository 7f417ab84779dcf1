package com.example;

import java.util.List;
import org.rdvae.base.PluginSettings;
import org.rdvae.data.ValueKind;
import org.rdvae.distribution.LikelihoodHead;
import org.rdvae.distribution.LikelihoodPlace;
import org.rdvae.distribution.LikelihoodPlugin;
import org.rdvae.distribution.PlannedFormula;
import org.rdvae.distribution.PlannedLikelihood;
import org.rdvae.distribution.ValueFormula;
import org.rdvae.random.RandomStream;

/**
 * Independent values of Cauchy distributions with median μ = ½ + head and a fixed scale γ.
 *
 * <pre>
 * −log p(x) = ln πγ + ln(1 + r²),  r = (x − μ) / γ;   by μ: −2 r / (γ (1 + r²))
 * </pre>
 *
 * It has no mean; the median stands for it.
 */
public final class CauchyLikelihood implements LikelihoodPlugin {
  private final double scale;

  public CauchyLikelihood(PluginSettings settings) {
    scale = settings.number("scale", 0.1, 1e-3, 10);
  }

  @Override
  public List<LikelihoodHead> heads(int channels) {
    return List.of(LikelihoodHead.ofPlaces("median", channels));
  }

  @Override
  public boolean isDiscrete() {
    return false;
  }

  @Override
  public boolean takes(ValueKind kind) {
    return kind == ValueKind.LEVELS || kind == ValueKind.NUMBERS;
  }

  @Override
  public PlannedLikelihood plan(LikelihoodPlace place) {
    return PlannedFormula.plan(place, new Formula(scale));
  }

  private record Formula(double scale) implements ValueFormula {
    @Override
    public double distortion(double x, double[] heads) {
      double r = (x - median(heads)) / scale;
      return Math.log(Math.PI * scale) + Math.log1p(r * r);
    }

    @Override
    public void gradient(double x, double[] heads, double[] gradient) {
      double r = (x - median(heads)) / scale;
      gradient[0] = -2 * r / (scale * (1 + r * r));
    }

    @Override
    public double expectation(double[] heads) {
      return median(heads);
    }

    @Override
    public double draw(double[] heads, RandomStream stream) {
      return median(heads) + scale * Math.tan(Math.PI * (stream.nextUniform() - 0.5));
    }

    private static double median(double[] heads) {
      return PlannedLikelihood.MIDDLE_GREY + heads[0];
    }
  }
}
