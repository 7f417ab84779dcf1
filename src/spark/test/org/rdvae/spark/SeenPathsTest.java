package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenPathsTest {
  @Test
  void tellsThePathsThatItSawFromAllOthersHoweverManyTheyAre() {
    SeenPaths seen = new SeenPaths();
    for (int i = 0; i < 20_000; i++) {
      assertThat(seen.add("file:/in/" + i)).isTrue();
    }
    for (int i = 0; i < 20_000; i++) {
      assertThat(seen.add("file:/in/" + i)).isFalse();
    }
    assertThat(seen.add("file:/in/20000")).isTrue();
  }
}
