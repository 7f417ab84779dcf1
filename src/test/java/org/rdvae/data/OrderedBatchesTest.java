package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OrderedBatchesTest {
  private final ImageSet bits = ImageSet.copyOf(Split.TEST, 1, 2, new byte[] {0, 1, 1, 0, 1, 1});
  private final OrderedBatches batches =
      new OrderedBatches(bits, new Binarizer(Binarization.BITS, 1));

  @Test
  void takesTheImagesInTheirOrder() {
    float[] target = new float[4];

    assertThat(batches.fillInOrder(1, 2, target)).isEqualTo(2);
    assertThat(target).containsExactly(1, 0, 1, 1);
  }

  @Test
  void padsRowsBeyondTheSetWithZerosAndLeavesTheRestAlone() {
    float[] target = new float[9];
    Arrays.fill(target, 9);

    assertThat(batches.fillInOrder(2, 4, target)).isEqualTo(1);
    assertThat(target).containsExactly(1, 1, 0, 0, 0, 0, 0, 0, 9);
  }

  @Test
  void padsEverythingRightAfterTheSet() {
    float[] target = {9, 9};

    assertThat(batches.fillInOrder(3, 1, target)).isZero();
    assertThat(target).containsExactly(0, 0);
  }

  @Test
  void drawsAnImageAlikeWhateverTheBatchSize() {
    ImageSet grey = ImageSet.copyOf(Split.VALIDATION, 4, 4, IdxFiles.counting(20 * 16, 256));
    OrderedBatches drawn = new OrderedBatches(grey, new Binarizer(Binarization.DYNAMIC, 1));
    float[] whole = new float[20 * 16];
    drawn.fillInOrder(0, 20, whole);
    float[] part = new float[7 * 16];
    drawn.fillInOrder(5, 7, part);

    assertThat(part).isEqualTo(Arrays.copyOfRange(whole, 5 * 16, 12 * 16));
    assertThat(whole).contains(0, 1);
  }

  @Test
  void refusesAnArrayThatIsTooShortAndImagesBeyondTheEnd() {
    assertThatThrownBy(() -> batches.fillInOrder(0, 2, new float[3]))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> batches.fillInOrder(4, 1, new float[2]))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> batches.fillInOrder(-1, 1, new float[2]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
