package org.rdvae.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.CouplingFlowPrior;
import org.rdvae.distribution.DiagonalGaussianPosterior;
import org.rdvae.distribution.GaussianMixturePrior;
import org.rdvae.distribution.Prior;
import org.rdvae.distribution.VampPrior;
import org.rdvae.network.Activation;
import org.rdvae.network.Convolution;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.WeightInit;
import org.rdvae.objective.Bound;
import org.rdvae.objective.Estimator;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/**
 * The gradient of a whole step with a learned prior against finite differences of its own loss; the
 * densities in that are compared with plain arithmetic elsewhere. Of a prior by pseudo-inputs it
 * comes back through the encoder.
 */
class PriorGradientTest {
  private static final int BATCH = 3;
  private static final int LATENTS = 3;

  private record Case(Prior prior, Bound bound, double beta, List<LayerSpec> encoder) {}

  static Stream<Case> cases() {
    List<LayerSpec> dense = List.of(new Dense(4, Activation.TANH, true, WeightInit.AUTO));
    List<LayerSpec> maps =
        List.of(new Convolution(2, 3, 1, Optional.of(1), Activation.TANH, WeightInit.AUTO));
    Bound elbo = new Bound.Elbo(1);
    Bound many = new Bound.ImportanceWeighted(3);
    return Stream.of(
        new Case(new GaussianMixturePrior(4), elbo, 0.3, dense),
        new Case(new GaussianMixturePrior(4), many, 1, dense),
        new Case(new CouplingFlowPrior(3, 4), elbo, 1, dense),
        new Case(new CouplingFlowPrior(3, 4), many, 0.7, dense),
        new Case(new VampPrior(4, 0.5, 0.3), elbo, 1, dense),
        new Case(new VampPrior(4, 0.5, 0.3), many, 0.7, dense),
        new Case(new VampPrior(2, 0.5, 0.3), elbo, 1, maps));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isThatOfTheLoss(Case of) {
    Architecture architecture =
        new Architecture(
            new ModelSettings(
                new ModelSettings.Latent(LATENTS),
                of.encoder(),
                List.of(new Dense(4, Activation.TANH, false, WeightInit.AUTO)),
                new BernoulliLikelihood(),
                new DiagonalGaussianPosterior(),
                of.prior()),
            new FeatureShape(2, 3, 1));
    double[] parameters = TensorValues.random(1, architecture.layout().size());
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (0.5 * parameters[i]);
    }
    double[] noise = TensorValues.random(3, of.bound().samples() * BATCH * LATENTS);
    double[] images = SmallModel.images(BATCH);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae vae =
          PlannedSteps.bound(
              kernels, architecture, BATCH, of.beta(), of.bound(), Estimator.REPARAMETERIZED);
      TensorValues.write(vae.images(), images);
      double[] differences =
          FiniteDifferences.gradient(
              moved -> {
                TensorValues.write(vae.parameters().values(), moved);
                TensorValues.write(vae.latents().noise(), noise);
                vae.forward();
                vae.objective().weigh(0);
                return vae.objective().measure(SmallModel.floats(images)).loss();
              },
              parameters);
      TensorValues.write(vae.parameters().values(), parameters);
      for (int step = 0; step < 2; step++) {
        FiniteDifferences.expectEqual(
            of + " step " + step, PlannedSteps.gradient(vae, noise), differences);
      }
    }
  }
}
