package org.rdvae.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KebabCaseTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "seed, seed",
    "learningRate, learning-rate",
    "warmUpEpochs, warm-up-epochs",
    "beta1, beta1",
    "Dense, dense",
    "MNIST_BINARY, mnist-binary",
    "learning_rate, learning-rate",
    "learning-rate, learning-rate"
  })
  void namesAreWrittenInSmallLettersWithHyphens(String name, String kebab) {
    assertThat(KebabCase.of(name)).isEqualTo(kebab);
  }
}
