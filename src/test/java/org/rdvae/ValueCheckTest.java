package org.rdvae;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.DiscretizedLogisticLikelihood;
import org.rdvae.distribution.GaussianLikelihood;

class ValueCheckTest {
  private static final ValueCheck BITS = new ValueCheck(new BernoulliLikelihood());
  private static final ValueCheck LEVELS = new ValueCheck(new DiscretizedLogisticLikelihood(-7));
  private static final ValueCheck REALS = new ValueCheck(new GaussianLikelihood(0.1));

  @Test
  void everyLevelIsOneHoweverItIsComputed() {
    for (int v = 0; v < 256; v++) {
      float[][] images = {{v / 255f, v * (1 / 255f), (float) (v / 255.0)}};
      assertThatCode(() -> LEVELS.possible(images, 3)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {-1 / 255f, 256 / 255f, 0.5f, 0.9999f, Float.NaN, Float.POSITIVE_INFINITY})
  void anythingElseIsNoLevel(float value) {
    assertThatThrownBy(() -> LEVELS.possible(new float[][] {{0}, {value}}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image 1, value 0: expected v / 255 for a whole v, found " + value);
  }

  @ParameterizedTest
  @ValueSource(floats = {0.5f, -1, 2, Float.NaN})
  void onlyBitsAreBits(float value) {
    assertThatThrownBy(() -> BITS.possible(new float[][] {{1, 0}, {1, value}}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image 1, value 1: expected 0 or 1, found " + value);
  }

  @Test
  void aDensityTakesAnyNumber() {
    assertThatCode(() -> REALS.possible(new float[][] {{-3.5f, 17}}, 2)).doesNotThrowAnyException();
    assertThatThrownBy(() -> REALS.possible(new float[][] {{0, Float.NEGATIVE_INFINITY}}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image 0, value 1: expected a number, found -Infinity");
  }

  @Test
  void rowsHaveOneLength() {
    assertThatThrownBy(() -> REALS.finite("row of latents", new float[][] {{1}, {1, 2}}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row of latents 1: expected 1 values, found 2");
  }
}
