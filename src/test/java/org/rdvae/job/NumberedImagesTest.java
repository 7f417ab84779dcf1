package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.data.Binarization;
import org.rdvae.data.Binarizer;
import org.rdvae.data.ImageSet;
import org.rdvae.data.OrderedBatches;
import org.rdvae.data.Split;

/** Two inputs of images of 1 x 2 bits. */
class NumberedImagesTest {
  private static final NumberedImages IMAGES =
      new NumberedImages(List.of(input(0, 0, 0, 1), input(1, 0), input(1, 1)));

  @Test
  void areNumberedThroughAllInputs() {
    assertThat(IMAGES.count()).isEqualTo(4);
    assertThat(IMAGES.rows(new int[] {3, 0, 2, 1})).containsExactly(1, 1, 0, 0, 1, 0, 0, 1);
    assertThat(IMAGES.rows(new int[0])).isEmpty();
  }

  @Test
  void endWithTheLast() {
    assertThatThrownBy(() -> IMAGES.rows(new int[] {4}))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("image 4 of 4");
  }

  private static ImageInput input(int... bits) {
    byte[] pixels = new byte[bits.length];
    for (int i = 0; i < bits.length; i++) {
      pixels[i] = (byte) bits[i];
    }
    ImageSet images = ImageSet.copyOf(Split.INPUT, 1, 2, pixels);
    return new ImageInput(
        "bits",
        images,
        new OrderedBatches(images, new Binarizer(Binarization.BITS, 1)),
        List.of(),
        List.of());
  }
}
