package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.distribution.DiagonalGaussianPosterior;
import org.rdvae.distribution.GaussianMixture;
import org.rdvae.distribution.VampPrior;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.WeightInit;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/**
 * A session's prior by pseudo-inputs is the mixture of what the encoder makes of them, whatever
 * number of images it computes at a time, and whatever parameters it had before.
 */
class VampSessionTest {
  private static final int LATENTS = 2;
  private static final int PIXELS = 6;
  private static final int PSEUDO_INPUTS = 7;

  private final Architecture architecture =
      new Architecture(
          new ModelSettings(
              new ModelSettings.Latent(LATENTS),
              List.of(new Dense(4, Activation.TANH, false, WeightInit.AUTO)),
              List.of(),
              new BernoulliLikelihood(),
              new DiagonalGaussianPosterior(),
              new VampPrior(PSEUDO_INPUTS, 0.5, 0.3)),
          new FeatureShape(2, 3, 1));

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 50})
  void takesTheMixtureOfThePosteriorsOfItsPseudoInputs(int rows) {
    float[] before = SmallModel.floats(TensorValues.random(1, architecture.layout().size()));
    float[] parameters = SmallModel.floats(TensorValues.random(2, architecture.layout().size()));
    try (VaeSession session = new Vae(architecture, before).open(TestDevice.CPU, rows)) {
      session.use(parameters);
      GaussianMixture prior = mixture(session, parameters);
      float[] images = SmallModel.floats(SmallModel.images(2));
      float[] mean = new float[2 * LATENTS];
      float[] logStddev = new float[2 * LATENTS];
      session.encode(images, 2, mean, logStddev);
      float[] noise = {0.3f, -1, 0.7f, 0.1f};
      float[] z = new float[rows * LATENTS];
      double[] logRatios = new double[rows];
      session.propose(new int[] {1, 0}, noise, 2, z, logRatios);
      for (int row = 0; row < 2; row++) {
        double posterior = 0;
        double[] one = new double[LATENTS];
        for (int j = 0; j < LATENTS; j++) {
          one[j] = z[row * LATENTS + j];
          int at = (1 - row) * LATENTS + j;
          posterior += DiagonalGaussian.logDensity(one[j], mean[at], logStddev[at]);
        }
        assertThat(logRatios[row])
            .as("row %d", row)
            .isCloseTo(prior.logDensity(one) - posterior, within(2e-5));
      }
    }
  }

  /** By what the session itself makes of the images, with values held between 0 and 1. */
  private GaussianMixture mixture(VaeSession session, float[] parameters) {
    float[] images = new float[PSEUDO_INPUTS * PIXELS];
    int offset = architecture.layout().offset("prior.pseudo-inputs");
    for (int i = 0; i < images.length; i++) {
      images[i] = Math.min(Math.max(parameters[offset + i], 0), 1);
    }
    float[] mean = new float[PSEUDO_INPUTS * LATENTS];
    float[] logStddev = new float[mean.length];
    session.encode(images, PSEUDO_INPUTS, mean, logStddev);
    double[] logWeights = new double[PSEUDO_INPUTS];
    Arrays.fill(logWeights, -Math.log(PSEUDO_INPUTS));
    return new GaussianMixture(
        logWeights, TensorValues.doubles(mean), TensorValues.doubles(logStddev));
  }
}
