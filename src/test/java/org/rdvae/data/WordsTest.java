package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void countsRunsOfLettersInLowerCase() {
    assertThat(Words.count("The cat, the CAT's hat -- and the mat."))
        .isEqualTo(Map.of("the", 3, "cat", 2, "hat", 1, "and", 1, "mat", 1));
  }

  @Test
  void singleLettersAndFiguresAreNoWords() {
    assertThat(Words.count("a 42 b7c x-ray R2D2 2001")).isEqualTo(Map.of("ray", 1));
  }

  @Test
  void wordsOfEveryScriptAndWithMarksAreWhole() {
    assertThat(Words.count("Ελλάδα Ça où nai\u0308ve Привет हिन्दी \uD801\uDC12\uD801\uDC2F"))
        .containsOnlyKeys(
            "ελλάδα", "ça", "où", "nai\u0308ve", "привет", "हिन्दी", "\uD801\uDC3A\uD801\uDC2F");
  }

  @Test
  void nothingHasNoWords() {
    assertThat(Words.count("")).isEmpty();
    assertThat(Words.count(" \n\t.")).isEmpty();
    assertThat(Words.count("end")).isEqualTo(Map.of("end", 1));
  }
}
