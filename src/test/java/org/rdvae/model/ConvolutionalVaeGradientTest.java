package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.distribution.DiscretizedLogisticLikelihood;
import org.rdvae.distribution.GaussianLikelihood;
import org.rdvae.distribution.Likelihood;
import org.rdvae.model.ConvolutionalModel.Ending;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/**
 * The gradient of a whole model with convolutions, normalisation, dropout and branches is that of
 * its loss, for each likelihood and both ends of a decoder, by every trained parameter.
 *
 * <p>The planned forward pass leads to the posterior and to the likelihood's heads, which the tests
 * of the layers hold against plain loops; from there the loss is plain arithmetic in double.
 */
class ConvolutionalVaeGradientTest {
  private static final int BATCH = 3;
  private static final double BETA = 0.75;

  static List<Arguments> models() {
    List<Arguments> models = new ArrayList<>();
    for (Likelihood likelihood :
        List.of(
            new BernoulliLikelihood(),
            new GaussianLikelihood(0.1),
            new DiscretizedLogisticLikelihood(-7))) {
      for (int channels : new int[] {1, 3}) {
        for (Ending ending : Ending.values()) {
          models.add(Arguments.of(likelihood, channels, ending));
        }
      }
    }
    return models;
  }

  @ParameterizedTest(name = "{0}, {1} channels, {2}")
  @MethodSource("models")
  void equalsDifferences(Likelihood likelihood, int channels, Ending ending) {
    ConvolutionalModel model = ConvolutionalModel.of(likelihood, channels, ending);
    double[] parameters = model.parameters();
    int trained = model.architecture().layout().trained();
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      Step step = new Step(kernels, model);
      double[] found = step.gradient(parameters);
      assertThat(step.gradient(parameters)).as("in the next step").isEqualTo(found);
      double[] differences =
          FiniteDifferences.gradient(
              moved -> {
                double[] all = parameters.clone();
                System.arraycopy(moved, 0, all, 0, trained);
                return step.loss(all);
              },
              Arrays.copyOf(parameters, trained));
      assertThat(found).as("moves with every parameter").doesNotContain(0.0);
      FiniteDifferences.expectEqual(model + " ending in " + ending, found, differences);
    }
  }

  /** A training step on fixed images, noise and dropout masks. */
  private static final class Step {
    private final ConvolutionalModel model;
    private final PlannedVae vae;
    private final double[] images;
    private final double[] noise;

    Step(Kernels kernels, ConvolutionalModel model) {
      this.model = model;
      vae = PlannedSteps.elbo(kernels, model.architecture(), BATCH, BETA, 0);
      images = model.images(BATCH);
      noise = TensorValues.random(3, BATCH * ConvolutionalModel.LATENTS);
      vae.dropoutMasks().draw(0, 0);
    }

    private void forward(double[] parameters) {
      TensorValues.write(vae.parameters().values(), parameters);
      TensorValues.write(vae.images(), images);
      TensorValues.write(vae.latents().noise(), noise);
      vae.forward();
    }

    double[] gradient(double[] parameters) {
      forward(parameters);
      vae.gradient(0);
      return TensorValues.read(vae.parameters().gradients());
    }

    double loss(double[] parameters) {
      forward(parameters);
      double[] mean = TensorValues.read(vae.encoder().heads().get(0));
      double[] logStddev = TensorValues.read(vae.encoder().heads().get(1));
      int heads = model.likelihood().heads(1).size();
      double[][] head = new double[heads][];
      for (int h = 0; h < heads; h++) {
        head[h] = TensorValues.read(vae.decoder().head(h));
      }
      double[] terms = new double[mean.length + images.length];
      for (int i = 0; i < mean.length; i++) {
        terms[i] = BETA * DiagonalGaussian.rate(mean[i], logStddev[i]);
      }
      double[] ofValue = new double[heads];
      for (int i = 0; i < images.length; i++) {
        for (int h = 0; h < heads; h++) {
          ofValue[h] = head[h][i];
        }
        terms[mean.length + i] = model.distortion(images[i], ofValue, parameters);
      }
      // This sum is compensated: a plain one of a thousand nats rounds differences off by 1e-8.
      return DoubleStream.of(terms).sum() / BATCH;
    }
  }
}
