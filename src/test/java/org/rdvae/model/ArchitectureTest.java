package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.network.Activation;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.LayerSpec.Dense;
import org.rdvae.network.ParameterSpec;
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
            new ParameterSpec("encoder.0.weight", 20, 8, WeightInit.RELU),
            new ParameterSpec("encoder.0.bias", 1, 8, null),
            new ParameterSpec("posterior.mean.weight", 8, 3, WeightInit.XAVIER),
            new ParameterSpec("posterior.mean.bias", 1, 3, null),
            new ParameterSpec("posterior.log-stddev.weight", 8, 3, WeightInit.XAVIER),
            new ParameterSpec("posterior.log-stddev.bias", 1, 3, null),
            new ParameterSpec("decoder.0.weight", 3, 9, WeightInit.UNIFORM),
            new ParameterSpec("decoder.0.bias", 1, 9, null),
            new ParameterSpec("decoder.0.gate-weight", 3, 9, WeightInit.UNIFORM),
            new ParameterSpec("decoder.0.gate-bias", 1, 9, null),
            new ParameterSpec("likelihood.logits.weight", 9, 20, WeightInit.UNIFORM),
            new ParameterSpec("likelihood.logits.bias", 1, 20, null));
    assertThat(architecture.layout().size())
        .isEqualTo(20 * 8 + 8 + 2 * (8 * 3 + 3) + 2 * (3 * 9 + 9) + 9 * 20 + 20);
  }

  @Test
  void withoutHiddenLayersJoinsTheHeadsToImageAndLatents() {
    assertThat(architecture(List.of(), List.of()).layout().parameters())
        .extracting(ParameterSpec::name, ParameterSpec::rows, ParameterSpec::columns)
        .contains(tuple("posterior.mean.weight", 20, 3), tuple("likelihood.logits.weight", 3, 20));
  }

  private static Architecture architecture(List<LayerSpec> encoder, List<LayerSpec> decoder) {
    return new Architecture(
        new ModelSettings(
            new ModelSettings.Latent(3), encoder, decoder, ModelSettings.Likelihood.BERNOULLI),
        4,
        5);
  }
}
