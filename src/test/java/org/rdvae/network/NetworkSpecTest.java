package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.network.LayerSpec.Dense;

class NetworkSpecTest {

  @Test
  void namesAndShapesItsParameters() {
    NetworkSpec spec =
        new NetworkSpec(
            "encoder",
            6,
            List.of(
                new Dense(4, Activation.RELU, false, WeightInit.UNIFORM),
                new Dense(3, Activation.TANH, true, WeightInit.NORMAL)));
    assertThat(spec.outputs()).isEqualTo(3);
    assertThat(spec.parameters())
        .containsExactly(
            new ParameterSpec("encoder.0.weight", 6, 4, WeightInit.UNIFORM),
            new ParameterSpec("encoder.0.bias", 1, 4, null),
            new ParameterSpec("encoder.1.weight", 4, 3, WeightInit.NORMAL),
            new ParameterSpec("encoder.1.bias", 1, 3, null),
            new ParameterSpec("encoder.1.gate-weight", 4, 3, WeightInit.NORMAL),
            new ParameterSpec("encoder.1.gate-bias", 1, 3, null));
  }

  @ParameterizedTest
  @CsvSource({
    "RELU, RELU",
    "LEAKY_RELU, RELU",
    "ELU, RELU",
    "SILU, RELU",
    "GELU, RELU",
    "IDENTITY, XAVIER",
    "TANH, XAVIER",
    "SIGMOID, XAVIER",
    "SOFTPLUS, XAVIER"
  })
  void autoStartsWeightsAsTheActivationNeeds(Activation activation, WeightInit start) {
    List<ParameterSpec> parameters =
        NetworkSpec.parameters("head", 2, new Dense(3, activation, false, WeightInit.AUTO));
    assertThat(parameters.get(0).start()).isEqualTo(start);
  }
}
