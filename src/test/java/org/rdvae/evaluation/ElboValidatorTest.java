package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.model.VaeSession;
import org.rdvae.training.Measurement;

class ElboValidatorTest {

  @Test
  void estimatesTheBound() {
    double rate = IntStream.range(0, 16).mapToDouble(LineModel::rate).average().orElseThrow();
    double distortion =
        IntStream.range(0, 16).mapToDouble(LineModel::distortion).average().orElseThrow();
    double sum = 0;
    for (int seed = 0; seed < 200; seed++) {
      Measurement found = validate(16, 16, seed);
      assertThat(found.rate()).isCloseTo(rate, within(1e-5));
      sum += found.distortion() / 200;
    }
    // One sample's distortion spreads by less than 2 nats.
    assertThat(sum).isCloseTo(distortion, within(5 * 2 / Math.sqrt(16 * 200)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 100})
  void doesNotDependOnTheRowsComputedAtATime(int rows) {
    assertThat(validate(rows, 16, 3).elbo()).isCloseTo(validate(16, 16, 3).elbo(), within(1e-5));
    assertThat(validate(rows, 11, 3).elbo()).isCloseTo(validate(16, 11, 3).elbo(), within(1e-5));
  }

  @Test
  void takesTheSameNoiseEveryTimeAndTheParametersItIsGiven() {
    try (VaeSession session = LineModel.open(7)) {
      ElboValidator validator = new ElboValidator(session, LineModel.images(), 16, 1);
      Measurement first = validator.validate(LineModel.parameters());
      Measurement zero = validator.validate(new float[LineModel.parameters().length]);
      assertThat(validator.validate(LineModel.parameters())).isEqualTo(first);
      assertThat(zero.rate()).isZero();
      assertThat(zero.distortion()).isCloseTo(4 * Math.log(2), within(1e-6));
    }
  }

  private static Measurement validate(int rows, int count, long seed) {
    try (VaeSession session = LineModel.open(rows)) {
      return new ElboValidator(session, LineModel.images(), count, seed)
          .validate(LineModel.parameters());
    }
  }
}
