package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.distribution.BernoulliLikelihood;
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
import org.rdvae.model.Architecture;
import org.rdvae.model.ModelSettings;
import org.rdvae.model.Vae;
import org.rdvae.model.VaeSession;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.Initializer;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.TestDevice;

/**
 * Importance sampling with samples of every posterior is unbiased: the mean of p(z) / q(z|x) is 1,
 * which it is only if samples, log q and log p belong together.
 */
class PosteriorProposalsTest {
  private static final int ROWS = 100;

  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of(new FullGaussianPosterior(), new StandardNormalPrior()),
        Arguments.of(new StudentTPosterior(5), new StandardNormalPrior()),
        Arguments.of(new InverseAutoregressivePosterior(2, 8, 3), new StandardNormalPrior()),
        Arguments.of(new CouplingPosterior(3, 8, 3), new StandardNormalPrior()),
        Arguments.of(new ExponentialPosterior(), new ExponentialPrior(1.5)),
        Arguments.of(new ErlangPosterior(2), new GammaPrior(2.5, 1.5)),
        Arguments.of(new GammaPosterior(), new GammaPrior(1.5, 1.5)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void haveWeightsOfMeanOne(Posterior posterior, Prior prior) {
    Architecture architecture =
        new Architecture(
            new ModelSettings(
                new ModelSettings.Latent(2),
                List.of(),
                List.of(),
                new BernoulliLikelihood(),
                posterior,
                prior),
            new FeatureShape(2, 2, 1));
    float[] parameters = Initializer.initialValues(architecture.layout(), 3);
    RandomStream stream = new RandomStream(4, RandomStream.Purpose.TEST);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (0.5 * parameters[i] + 0.1 * stream.nextGaussian());
    }
    // Of a posterior narrower than the prior, the weights have no variance to tell an error by.
    for (String head : List.of("posterior.log-stddev.bias", "posterior.log-diagonal.bias")) {
      if (architecture.layout().parameters().stream().anyMatch(p -> p.name().equals(head))) {
        parameters[architecture.layout().offset(head)] += 0.6f;
        parameters[architecture.layout().offset(head) + 1] += 0.6f;
      }
    }
    try (VaeSession session = new Vae(architecture, parameters).open(TestDevice.CPU, ROWS)) {
      float[] images = {1, 0, 0, 1};
      session.encode(images, 1, new float[2], new float[2]);
      PlannedProposals proposals = new PlannedProposals(session);
      double sum = 0;
      double squares = 0;
      int batches = 400;
      for (int batch = 0; batch < batches; batch++) {
        for (int row = 0; row < ROWS; row++) {
          proposals.add(row, stream);
        }
        proposals.finish(ROWS);
        for (int row = 0; row < ROWS; row++) {
          double weight = Math.exp(proposals.logRatios()[row]);
          sum += weight / (batches * ROWS);
          squares += weight * weight / (batches * ROWS);
        }
      }
      double error = Math.sqrt((squares - sum * sum) / (batches * ROWS));
      assertThat(error).isLessThan(0.05);
      assertThat(sum).isCloseTo(1, within(4 * error));
    }
  }
}
