package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rdvae.data.OrderedBatches;

class SpreadImagesTest {
  private static final int PIXELS = 4;

  @Test
  void takesImagesAtEqualDistances() {
    SpreadImages some = spread(5);
    assertThat(IntStream.range(0, 5).map(some::place)).containsExactly(0, 3, 6, 9, 12);
    OrderedBatches all = LineModel.images();
    float[] found = new float[3 * PIXELS];
    some.fill(1, 3, found);
    for (int i = 0; i < 3; i++) {
      float[] expected = new float[PIXELS];
      all.fillInOrder(3 * (i + 1), 1, expected);
      assertThat(Arrays.copyOfRange(found, i * PIXELS, (i + 1) * PIXELS)).isEqualTo(expected);
    }
    assertThat(some.classes(0, 5)).isEmpty();
  }

  @Test
  void allAreTheSetItself() {
    SpreadImages all = spread(LineModel.IMAGES);
    assertThat(IntStream.range(0, LineModel.IMAGES)).allMatch(i -> all.place(i) == i);
  }

  private static SpreadImages spread(int count) {
    return new SpreadImages(LineModel.images(), LineModel.IMAGES, count, PIXELS);
  }
}
