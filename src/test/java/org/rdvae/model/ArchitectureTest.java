package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.DiscretizedLogisticLikelihood;
import org.rdvae.distribution.GaussianLikelihood;
import org.rdvae.distribution.GaussianOptimalSigmaLikelihood;
import org.rdvae.distribution.Likelihood;
import org.rdvae.distribution.LogisticMixtureLikelihood;
import org.rdvae.distribution.TopicsLikelihood;
import org.rdvae.network.Activation;
import org.rdvae.network.Convolution;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.Flatten;
import org.rdvae.network.ImpossibleShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.Reshape;
import org.rdvae.network.Residual;
import org.rdvae.network.WeightInit;

class ArchitectureTest {

  @Test
  void listsParametersFromTheImageToTheLogits() {
    Architecture architecture =
        architecture(
            List.of(new Dense(8, Activation.RELU, false, WeightInit.AUTO)),
            List.of(new Dense(9, Activation.TANH, true, WeightInit.UNIFORM)));
    assertThat(architecture.pixels()).isEqualTo(20);
    assertThat(architecture.latents()).isEqualTo(3);
    assertThat(architecture.layout().parameters())
        .containsExactly(
            ParameterSpec.weight("encoder.0.weight", 20, 8, WeightInit.RELU),
            ParameterSpec.row("encoder.0.bias", 8, 0),
            ParameterSpec.weight("posterior.mean.weight", 8, 3, WeightInit.XAVIER),
            ParameterSpec.row("posterior.mean.bias", 3, 0),
            ParameterSpec.weight("posterior.log-stddev.weight", 8, 3, WeightInit.XAVIER),
            ParameterSpec.row("posterior.log-stddev.bias", 3, 0),
            ParameterSpec.weight("decoder.0.weight", 3, 9, WeightInit.UNIFORM),
            ParameterSpec.row("decoder.0.bias", 9, 0),
            ParameterSpec.weight("decoder.0.gate-weight", 3, 9, WeightInit.UNIFORM),
            ParameterSpec.row("decoder.0.gate-bias", 9, 0),
            ParameterSpec.weight("likelihood.logits.weight", 9, 20, WeightInit.UNIFORM),
            ParameterSpec.row("likelihood.logits.bias", 20, 0));
    assertThat(architecture.layout().size())
        .isEqualTo(20 * 8 + 8 + 2 * (8 * 3 + 3) + 2 * (3 * 9 + 9) + 9 * 20 + 20);
  }

  @Test
  void withoutHiddenLayersJoinsTheHeadsToImageAndLatents() {
    assertThat(architecture(List.of(), List.of()).layout().parameters())
        .extracting(ParameterSpec::name, ParameterSpec::rows, ParameterSpec::columns)
        .contains(tuple("posterior.mean.weight", 20, 3), tuple("likelihood.logits.weight", 3, 20));
  }

  @Test
  void aDecoderMayEndInMapsOfTheImageOrInFlatFeatures() {
    Architecture maps = architecture(List.of(), List.of(dense(140), new Reshape(4, 5, 7)));
    assertThat(maps.layout().parameters())
        .as("one dense layer for all places")
        .contains(ParameterSpec.weight("likelihood.logits.weight", 7, 1, WeightInit.XAVIER));
    Architecture flat =
        architecture(List.of(), List.of(dense(12), new Reshape(3, 2, 2), new Flatten()));
    assertThat(flat.layout().parameters())
        .contains(ParameterSpec.weight("likelihood.logits.weight", 12, 20, WeightInit.XAVIER));
  }

  @Test
  void refusesDecodersThatEndInMapsOfAnotherSize() {
    assertThatExceptionOfType(ImpossibleShape.class)
        .isThrownBy(() -> architecture(List.of(), List.of(dense(24), new Reshape(4, 6, 1))))
        .withMessage(
            "expected flat features or maps of 4 x 5 behind the last layer, found features [4, 6,"
                + " 1]")
        .extracting(ImpossibleShape::layer)
        .isEqualTo("decoder");
    assertThatExceptionOfType(ImpossibleShape.class)
        .isThrownBy(() -> architecture(List.of(), List.of(dense(10), new Reshape(2, 5, 1))))
        .withMessageEndingWith("found features [2, 5, 1]");
  }

  @Test
  void namesTheLayerThatDoesNotFit() {
    LayerSpec convolution =
        new Convolution(2, 3, 2, Optional.empty(), Activation.IDENTITY, WeightInit.AUTO);
    assertThatExceptionOfType(ImpossibleShape.class)
        .isThrownBy(
            () ->
                architecture(
                    List.of(dense(3), new Residual(List.of(dense(3), convolution))), List.of()))
        .withMessage("expected layers inside that keep the shape [3], found ones that lead to [2]")
        .extracting(ImpossibleShape::layer)
        .isEqualTo("encoder.1.residual");
    assertThatExceptionOfType(ImpossibleShape.class)
        .isThrownBy(
            () ->
                architecture(
                    List.of(), List.of(new Residual(List.of(dense(3), new Reshape(2, 2, 1))))))
        .withMessage("expected 4 values for the shape [2, 2, 1], found 3 in features [3]")
        .extracting(ImpossibleShape::layer)
        .isEqualTo("decoder.0.residual.layers.1.reshape");
  }

  @Test
  void listsWhatALikelihoodLearnsBesideItsHeads() {
    assertThat(architecture(List.of(), List.of(), new GaussianLikelihood(0.1)).layout())
        .extracting(
            ParameterLayout::parameters, InstanceOfAssertFactories.list(ParameterSpec.class))
        .extracting(ParameterSpec::name)
        .endsWith("likelihood.mean.weight", "likelihood.mean.bias", "likelihood.log-stddev");
    assertThat(architecture(List.of(), List.of(), new DiscretizedLogisticLikelihood(-7)).layout())
        .extracting(
            ParameterLayout::parameters, InstanceOfAssertFactories.list(ParameterSpec.class))
        .extracting(ParameterSpec::name)
        .endsWith(
            "likelihood.mean.weight",
            "likelihood.mean.bias",
            "likelihood.log-scale.weight",
            "likelihood.log-scale.bias");
  }

  /** Behind feature maps a head is one layer for all places, whatever its numbers are. */
  @Test
  void aHeadHasAsManyNumbersForAPlaceAsTheLikelihoodAsks() {
    assertThat(shapes(architecture(List.of(), List.of(), new LogisticMixtureLikelihood(4, -7))))
        .contains(
            "likelihood.weights.weight [3, 80]",
            "likelihood.means.weight [3, 80]",
            "likelihood.log-scales.bias [1, 80]")
        .noneMatch(name -> name.contains("coefficients"));
    Architecture byPlaces =
        new Architecture(
            new ModelSettings(
                new ModelSettings.Latent(3),
                List.of(),
                List.of(dense(8), new Reshape(2, 2, 2)),
                new LogisticMixtureLikelihood(4, -7)),
            new FeatureShape(2, 2, 3));
    assertThat(shapes(byPlaces))
        .contains(
            "likelihood.weights.weight [2, 4]",
            "likelihood.means.weight [2, 12]",
            "likelihood.log-scales.weight [2, 12]",
            "likelihood.coefficients.weight [2, 12]");
  }

  @Test
  void keepsAStatisticOfTheLikelihoodBehindWhatIsTrained() {
    Architecture architecture =
        architecture(List.of(), List.of(), new GaussianOptimalSigmaLikelihood(-6));
    assertThat(shapes(architecture)).endsWith("likelihood.log-stddev [1, 1]");
    assertThat(architecture.layout().size() - architecture.layout().trained()).isEqualTo(1);
  }

  @Test
  void topicsTakeTheDecodersOutputAsItIs() {
    assertThat(shapes(architecture(List.of(), List.of(), new TopicsLikelihood(3))))
        .endsWith("likelihood.log-spread [1, 1]", "likelihood.topic-words [3, 20]")
        .noneMatch(name -> name.contains("proportions"));
    assertThatExceptionOfType(ImpossibleShape.class)
        .isThrownBy(() -> architecture(List.of(), List.of(), new TopicsLikelihood(5)))
        .withMessage(
            "expected 5 latent variables, which are the likelihood's proportions, found features"
                + " [3]")
        .extracting(ImpossibleShape::layer)
        .isEqualTo("decoder");
    assertThatExceptionOfType(ImpossibleShape.class)
        .isThrownBy(() -> architecture(List.of(), List.of(dense(4)), new TopicsLikelihood(5)))
        .withMessage(
            "expected 5 flat features behind the last layer, which are the likelihood's"
                + " proportions, found features [4]");
    assertThat(shapes(architecture(List.of(), List.of(dense(5)), new TopicsLikelihood(5))))
        .contains("likelihood.topic-words [5, 20]");
  }

  private static List<String> shapes(Architecture architecture) {
    return architecture.layout().parameters().stream()
        .map(parameter -> parameter.name() + " " + parameter.shape())
        .toList();
  }

  private static Dense dense(int units) {
    return new Dense(units, Activation.IDENTITY, false, WeightInit.AUTO);
  }

  private static Architecture architecture(List<LayerSpec> encoder, List<LayerSpec> decoder) {
    return architecture(encoder, decoder, new BernoulliLikelihood());
  }

  private static Architecture architecture(
      List<LayerSpec> encoder, List<LayerSpec> decoder, Likelihood likelihood) {
    return new Architecture(
        new ModelSettings(new ModelSettings.Latent(3), encoder, decoder, likelihood),
        new FeatureShape(4, 5, 1));
  }
}
