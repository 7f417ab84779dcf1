package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.network.ParameterSpec;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Tensor;

/**
 * The variational mixture of posteriors: p(z) = 1/K Σ_k q(z|u_k) over K learned pseudo-inputs u_k,
 * images of which the encoder makes the components in every step; {@link PlannedGaussianMixture}
 * has the formulas.
 *
 * <p>Pseudo-inputs count as values from 0 to 1, whatever they are themselves, and beyond no
 * gradient reaches them. So they have to start inside: with the mean 0.05 and the deviation 0.01 of
 * the paper's experiments on digits none starts outside, while half of those with a mean of 0
 * would, and stay there.
 *
 * <p>Tomczak and Welling, VAE with a VampPrior, AISTATS 2018, arXiv:1705.07120, section 3 and
 * appendix.
 */
public record VampPrior(
    @Setting(
            value = "Number of learned images of which the encoder makes the prior's Gaussians.",
            initial = "500",
            min = 1,
            max = 100_000)
        int pseudoInputs,
    @Setting(
            value = "Mean of the learned images' values at the start.",
            initial = "0.05",
            min = 0,
            max = 1)
        double startMean,
    @Setting(
            value =
                "Standard deviation of the learned images' values at the start; what is drawn"
                    + " outside of 0 to 1 is never learned.",
            initial = "0.01",
            min = 0,
            max = 1)
        double startStddev)
    implements Prior {

  /** The parameter that holds the learned images. */
  private static final String PSEUDO_INPUTS = "pseudo-inputs";

  @Override
  public List<ParameterSpec> parameters(String name, int latents, int values) {
    ParameterSpec.Start start =
        new ParameterSpec.Start.Given(
            bits -> start(bits, Math.multiplyExact(pseudoInputs, values)));
    return List.of(
        new ParameterSpec(name + PSEUDO_INPUTS, List.of(pseudoInputs, values), start, true));
  }

  private float[] start(int bits, int count) {
    RandomStream stream = new RandomStream(bits, RandomStream.Purpose.INITIALIZATION);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (startMean + startStddev * stream.nextGaussian());
    }
    return values;
  }

  /** The components are the posterior's, which has to be a Gaussian by mean and log deviation. */
  @Override
  public boolean fits(Posterior posterior) {
    return posterior instanceof DiagonalGaussianPosterior;
  }

  @Override
  public PlannedPrior plan(PriorPlace place) {
    return new PlannedGaussianMixture(
        place,
        ofHeads(place.pseudoHeads()),
        place.training() == null ? null : ofHeads(place.training().pseudoHeadGradients()));
  }

  private static PlannedGaussianMixture.Components ofHeads(List<Tensor> heads) {
    return new PlannedGaussianMixture.Components(heads.get(0), heads.get(1), null);
  }
}
