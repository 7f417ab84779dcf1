package org.rdvae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.WeightInit;

class ArchitectureCheckTest {
  private static final Checkpoint TINY = GoldenCheckpoint.tiny();
  private static final Path PATH = Path.of("run.safetensors");
  private static final ParameterSpec WEIGHT = parameter("encoder.0.weight", 2, 3);
  private static final ParameterSpec BIAS = parameter("encoder.0.bias", 1, 3);
  private static final ParameterSpec MEAN = parameter("posterior.mean.weight", 3, 1);

  @Test
  void acceptsItsOwnArchitecture() {
    TINY.requireParameters(new ParameterLayout(List.of(WEIGHT, BIAS, MEAN)), PATH);
  }

  @Test
  void listsEveryDifferenceToAnotherArchitecture() {
    assertThat(
            mismatch(
                List.of(
                    parameter("encoder.0.weight", 3, 2),
                    BIAS,
                    parameter("decoder.0.weight", 1, 2))))
        .isEqualTo(
            "missing: decoder.0.weight [1, 2]; unexpected: posterior.mean.weight [3, 1]; "
                + "differently shaped: encoder.0.weight [3, 2] expected, encoder.0.weight [2, 3] found");
  }

  @Test
  void refusesTheSameParametersInAnotherOrder() {
    assertThat(mismatch(List.of(BIAS, WEIGHT, MEAN)))
        .isEqualTo(
            "differently ordered: encoder.0.bias expected, encoder.0.weight found, encoder.0.weight expected, encoder.0.bias found");
  }

  /** The last parameter is not trained, so the vectors of training must be shorter by its size. */
  @Test
  void refusesTrainingVectorsThatCoverOtherParameters() {
    ParameterSpec statistic =
        new ParameterSpec(MEAN.name(), MEAN.shape(), new ParameterSpec.Start.Constant(0), false);

    assertThat(mismatch(List.of(WEIGHT, BIAS, statistic)))
        .isEqualTo(
            "training vectors that do not have 9 values: first-moment of 12, second-moment of 12");
    TINY.slim().requireParameters(new ParameterLayout(List.of(WEIGHT, BIAS, statistic)), PATH);
  }

  @Test
  void countsDifferencesBeyondTheFirstEight() {
    List<ParameterSpec> expected = new ArrayList<>(List.of(WEIGHT, BIAS, MEAN));
    for (int i = 0; i < 11; i++) {
      expected.add(parameter("x" + i, 1, 1));
    }

    assertThat(mismatch(expected))
        .startsWith("missing: x0 [1, 1], ")
        .endsWith(", x7 [1, 1] and 3 more");
  }

  private static ParameterSpec parameter(String name, int rows, int columns) {
    return ParameterSpec.weight(name, rows, columns, WeightInit.AUTO);
  }

  private static String mismatch(List<ParameterSpec> expected) {
    Failure failure =
        catchThrowableOfType(
            Failure.class, () -> TINY.requireParameters(new ParameterLayout(expected), PATH));
    String opening = "run.safetensors holds the parameters of another architecture; ";
    assertThat(failure).isNotNull().hasMessageStartingWith(opening);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    return failure.getMessage().substring(opening.length());
  }
}
