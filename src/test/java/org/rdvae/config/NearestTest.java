package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> CHOICES = List.of("learning-rate", "epochs", "batch", "size");

  @ParameterizedTest(name = "from {0} to {1} are {2} edits")
  @CsvSource({
    "epochs, epochs, 0",
    "epoch, epochs, 1",
    "epohcs, epochs, 1",
    "kitten, sitting, 3",
    "'', abc, 3",
    "abc, '', 3",
    "ca, abc, 3"
  })
  void countsInsertionsDeletionsReplacementsAndSwaps(String from, String to, int distance) {
    assertThat(Nearest.distance(from, to)).isEqualTo(distance);
  }

  @Test
  void findsTheChoiceWithFewestEdits() {
    assertThat(Nearest.of("learning-rat", CHOICES)).hasValue("learning-rate");
    assertThat(Nearest.of("epocs", CHOICES)).hasValue("epochs");
  }

  @Test
  void otherSpellingsOfTheSameWordsAreNear() {
    assertThat(Nearest.of("learningRate", CHOICES)).hasValue("learning-rate");
    assertThat(Nearest.of("LEARNING_RATE", CHOICES)).hasValue("learning-rate");
  }

  @Test
  void offersNothingWhenTooMuchIsWrong() {
    assertThat(Nearest.of("optimizer", CHOICES)).isEmpty();
    assertThat(Nearest.of("x", CHOICES)).isEmpty();
    assertThat(Nearest.of("", CHOICES)).isEmpty();
    assertThat(Nearest.of("size", List.of())).isEmpty();
  }

  @Test
  void aHugeWordCostsNoTime() {
    assertThat(Nearest.of("x".repeat(1_000_000), CHOICES)).isEmpty();
  }

  @Test
  void theFirstOfEqualsWins() {
    assertThat(Nearest.of("bat", List.of("cat", "hat"))).hasValue("cat");
  }
}
