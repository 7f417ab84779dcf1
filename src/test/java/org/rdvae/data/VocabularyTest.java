package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  private static final List<Map<String, Integer>> DOCUMENTS =
      List.of(
          Map.of("and", 9, "sun", 1, "moon", 5, "once", 20),
          Map.of("and", 9, "sun", 1, "star", 1),
          Map.of("and", 9, "sun", 1, "star", 2, "moon", 1),
          Map.of("and", 9, "apple", 3));

  @Test
  void takesWordsOfEnoughButNotTooManyDocumentsTheMostFrequentFirst() {
    assertThat(words(10, 2, 0.75)).containsExactly("moon", "star", "sun");
    assertThat(words(10, 2, 1)).containsExactly("and", "moon", "star", "sun");
    assertThat(words(10, 1, 0.74)).containsExactly("once", "moon", "apple", "star");
    assertThat(words(2, 1, 1)).containsExactly("and", "once");
    assertThat(words(10, 5, 1)).isEmpty();
  }

  @Test
  void knowsThePlacesOfItsWordsOnly() {
    Vocabulary vocabulary = new Vocabulary(List.of("moon", "sun"));
    assertThat(vocabulary.size()).isEqualTo(2);
    assertThat(vocabulary.place("sun")).isEqualTo(1);
    assertThat(vocabulary.place("star")).isEqualTo(-1);
    assertThatThrownBy(() -> new Vocabulary(List.of("sun", "moon", "sun")))
        .hasMessage("the word sun is there twice");
  }

  private static List<String> words(int most, int minDocuments, double maxShare) {
    return Vocabulary.of(DOCUMENTS, new TextSettings(most, minDocuments, maxShare)).words();
  }
}
