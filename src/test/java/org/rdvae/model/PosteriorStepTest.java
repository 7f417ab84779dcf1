package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.CouplingFlowPrior;
import org.rdvae.distribution.CouplingPosterior;
import org.rdvae.distribution.ErlangPosterior;
import org.rdvae.distribution.ExponentialPosterior;
import org.rdvae.distribution.ExponentialPrior;
import org.rdvae.distribution.FullGaussianPosterior;
import org.rdvae.distribution.GammaPosterior;
import org.rdvae.distribution.GammaPrior;
import org.rdvae.distribution.InverseAutoregressivePosterior;
import org.rdvae.distribution.Posterior;
import org.rdvae.distribution.Prior;
import org.rdvae.distribution.StandardNormalPrior;
import org.rdvae.distribution.StudentTPosterior;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.WeightInit;
import org.rdvae.objective.Bound;
import org.rdvae.objective.Estimator;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/** Whole training steps with every posterior: their gradients, and what they leave behind. */
class PosteriorStepTest {
  private static final int BATCH = 3;
  private static final int RUNS = 300;

  static Stream<Arguments> models() {
    return Stream.of(
            pair(new FullGaussianPosterior(), new StandardNormalPrior()),
            pair(new StudentTPosterior(4), new StandardNormalPrior()),
            pair(new InverseAutoregressivePosterior(2, 4, 2), new StandardNormalPrior()),
            pair(new CouplingPosterior(2, 4, 2), new CouplingFlowPrior(2, 3)),
            pair(new ExponentialPosterior(), new ExponentialPrior(0.5)),
            pair(new ErlangPosterior(3), new GammaPrior(2, 1)),
            pair(new GammaPosterior(), new GammaPrior(2, 1)))
        .flatMap(
            pair ->
                Stream.of(new Bound.Elbo(2), new Bound.ImportanceWeighted(3))
                    .map(bound -> Arguments.of(pair[0], pair[1], bound)));
  }

  private static Object[] pair(Posterior posterior, Prior prior) {
    return new Object[] {posterior, prior};
  }

  private static Architecture architecture(Posterior posterior, Prior prior) {
    List<LayerSpec> layers = List.of(new Dense(4, Activation.TANH, false, WeightInit.AUTO));
    return new Architecture(
        new ModelSettings(
            new ModelSettings.Latent(3),
            layers,
            layers,
            new BernoulliLikelihood(),
            posterior,
            prior),
        new FeatureShape(2, 3, 1));
  }

  /**
   * The loss that a step measures is what its gradient is the gradient of. With two samples, since
   * the distortion of a single one is measured from float32.
   */
  @ParameterizedTest
  @MethodSource("models")
  void haveTheGradientOfTheirLoss(Posterior posterior, Prior prior, Bound bound) {
    Architecture architecture = architecture(posterior, prior);
    double[] parameters = TensorValues.random(1, architecture.layout().size());
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (0.4 * parameters[i]);
    }
    float[] images = new float[BATCH * architecture.pixels()];
    for (int i = 0; i < images.length; i++) {
      images[i] = i * 7 % 3 == 0 ? 1 : 0;
    }
    float[] noise = new float[BATCH * bound.samples() * architecture.latents()];
    RandomStream stream = new RandomStream(2, RandomStream.Purpose.TEST);
    for (int row = 0; row < BATCH * bound.samples(); row++) {
      architecture.drawNoise(stream, noise, row * architecture.latents());
    }
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae vae =
          PlannedSteps.bound(kernels, architecture, BATCH, 0.7, bound, Estimator.REPARAMETERIZED);
      vae.images().write(images);
      double[] differences =
          FiniteDifferences.gradient(
              moved -> {
                TensorValues.write(vae.parameters().values(), moved);
                TensorValues.write(vae.latents().noise(), TensorValues.doubles(noise));
                vae.forward();
                vae.objective().weigh(0);
                return vae.objective().measure(images).loss();
              },
              parameters);
      TensorValues.write(vae.parameters().values(), parameters);
      double[] gradient = PlannedSteps.gradient(vae, TensorValues.doubles(noise));
      FiniteDifferences.expectEqual(posterior + " " + bound, gradient, differences);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void allocateNothing(Posterior posterior, Prior prior, Bound bound) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      PlannedVae vae =
          PlannedSteps.bound(
              kernels, architecture(posterior, prior), BATCH, 1, bound, Estimator.REPARAMETERIZED);
      RandomStream noise = new RandomStream(1, RandomStream.Purpose.TEST);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      long before = 0;
      for (int run = -RUNS; run < RUNS; run++) {
        if (run == 0) {
          before = threads.getThreadAllocatedBytes(thread);
        }
        vae.latents().drawNoise(noise.at(0, run + RUNS));
        vae.forward();
        vae.gradient(run + RUNS);
      }
      double bytes = (double) (threads.getThreadAllocatedBytes(thread) - before) / RUNS;
      assertThat(bytes).as("bytes of a step").isLessThan(64);
    }
  }
}
