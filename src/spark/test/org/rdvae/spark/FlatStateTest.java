package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.training.Position;
import org.rdvae.training.Snapshot;
import org.rdvae.training.TrainingState;

class FlatStateTest {
  @ParameterizedTest(name = "{0} chunks")
  @ValueSource(ints = {1, 2, 3, 7, 20})
  void chunksJoinToWhatWasCut(int count) {
    Snapshot whole =
        new Snapshot(
            Position.START,
            new float[] {1, 2, 3, 4, 5},
            new TrainingState(
                new TreeMap<>(
                    Map.of("second", new float[] {6, 7, 8, 9}, "third", new float[] {10})),
                new TreeMap<>()));
    FlatState flat = new FlatState(whole);
    float[][] chunks = new float[count][];
    for (int i = 0; i < count; i++) {
      chunks[i] = flat.chunk(i, count);
      assertThat(chunks[i].length).isBetween(10 / count, (10 + count - 1) / count);
    }
    Snapshot joined = FlatState.join(Position.START, chunks, flat.vectors());
    assertThat(joined.parameters()).containsExactly(1, 2, 3, 4, 5);
    assertThat(joined.state().vectors()).containsOnlyKeys("second", "third");
    assertThat(joined.state().vectors().get("second")).containsExactly(6, 7, 8, 9);
    assertThat(joined.state().vectors().get("third")).containsExactly(10);
  }
}
