package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.model.VaeSession;
import org.rdvae.training.Measurement;

class BoundValidatorTest {
  private static final int SEEDS = 200;

  /** One sample gives the ELBO; more come closer to the likelihood, which none exceeds. */
  @Test
  void moreSamplesAreABetterBound() {
    double likelihood = -average(LineModel::nll);
    double elbo = -average(i -> LineModel.rate(i) + LineModel.distortion(i));
    double one = overSeeds(1);
    double five = overSeeds(5);
    double many = overSeeds(100);
    assertThat(one).isCloseTo(elbo, within(0.1));
    assertThat(five).isBetween(one + 0.05, many);
    assertThat(many).isCloseTo(likelihood, within(0.01));
  }

  @Test
  void isWhatCountsAndTheElboIsToldBesides() {
    Measurement found = validate(16, 5, 3);
    assertThat(found.score()).isEqualTo(-found.bound()).isLessThan(-found.elbo());
    assertThat(found.elbo()).isEqualTo(-(found.rate() + found.distortion()));
    assertThat(found.rate()).isCloseTo(average(LineModel::rate), within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100})
  void doesNotDependOnTheRowsComputedAtATime(int rows) {
    assertThat(validate(rows, 5, 3).bound()).isCloseTo(validate(16, 5, 3).bound(), within(1e-5));
  }

  @Test
  void takesTheSameNoiseEveryTimeAndTheParametersItIsGiven() {
    try (VaeSession session = LineModel.open(7)) {
      BoundValidator validator = new BoundValidator(session, LineModel.images(), 16, 5, 1);
      Measurement first = validator.validate(LineModel.parameters());
      Measurement zero = validator.validate(new float[LineModel.parameters().length]);
      assertThat(validator.validate(LineModel.parameters())).isEqualTo(first);
      assertThat(zero.bound()).isCloseTo(-4 * Math.log(2), within(1e-5));
    }
  }

  private static double overSeeds(int samples) {
    return IntStream.range(0, SEEDS)
        .mapToDouble(seed -> validate(16, samples, seed).bound())
        .average()
        .orElseThrow();
  }

  private static double average(IntToDoubleFunction ofImage) {
    return IntStream.range(0, LineModel.IMAGES).mapToDouble(ofImage).average().orElseThrow();
  }

  private static Measurement validate(int rows, int samples, long seed) {
    try (VaeSession session = LineModel.open(rows)) {
      return new BoundValidator(session, LineModel.images(), LineModel.IMAGES, samples, seed)
          .validate(LineModel.parameters());
    }
  }
}
