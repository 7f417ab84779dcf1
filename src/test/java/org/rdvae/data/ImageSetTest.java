package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSetTest {
  /** No picture could be drawn of others, which a training would find out after epochs. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2, 4})
  void refusesImagesThatAreNeitherGreyNorColoured(int channels) {
    assertThatThrownBy(() -> ImageSet.copyOf(Split.TRAIN, 2, 2, channels, new byte[16]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 1 channel (grey) or 3 (red, green, blue), found " + channels);
  }

  private final ImageSet images = ImageSet.copyOf(Split.TRAIN, 2, 3, IdxFiles.counting(30, 256));

  @Test
  void readsPixelsAsUnsigned() {
    ImageSet white = ImageSet.copyOf(Split.TEST, 1, 2, new byte[] {(byte) 255, (byte) 128});

    assertThat(white.pixel(0, 0)).isEqualTo(255);
    assertThat(white.pixel(0, 1)).isEqualTo(128);
  }

  @Test
  void doesNotSeeLaterChangesOfTheArrayItWasMadeFrom() {
    byte[] pixels = new byte[6];
    ImageSet made = ImageSet.copyOf(Split.TRAIN, 2, 3, pixels);
    pixels[0] = 1;

    assertThat(made.pixel(0, 0)).isZero();
  }

  @Test
  void slicesImagesAndSlicesOfSlices() {
    ImageSet slice = images.slice(Split.VALIDATION, 1, 4).slice(Split.TEST, 1, 2);

    assertThat(slice).hasToString("TEST: 2 images of 2x3");
    assertThat(slice.pixel(0, 0)).isEqualTo(12);
    assertThat(slice.pixel(1, 5)).isEqualTo(23);
  }

  @Test
  void refusesAnImageOrPixelOutsideTheSetEvenIfTheArrayHoldsIt() {
    ImageSet slice = images.slice(Split.TEST, 1, 2);

    assertThatThrownBy(() -> slice.pixel(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.pixel(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.pixel(0, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> images.slice(Split.TEST, 4, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refusesPixelsThatAreNoWholeNumberOfImages() {
    assertThatThrownBy(() -> ImageSet.copyOf(Split.TRAIN, 2, 3, new byte[7]))
        .hasMessage("expected a positive multiple of 2x3 pixels, found 7");
    assertThatThrownBy(() -> ImageSet.copyOf(Split.TRAIN, 2, 3, new byte[0]))
        .hasMessage("expected a positive multiple of 2x3 pixels, found 0");
    assertThatThrownBy(() -> ImageSet.copyOf(Split.TRAIN, 2, 1, 3, new byte[8]))
        .hasMessage("expected a positive multiple of 2x1x3 pixels, found 8");
  }

  /** SHA-256 of 00000005 00000002 00000003 and the bytes 0 to 29, by another tool. */
  @Test
  void fingerprintsSizesAndPixels() {
    assertThat(images.fingerprint()).isEqualTo("2ddc1e4da982cd65");
  }

  @Test
  void fingerprintsASliceAsIfItStoodAlone() {
    byte[] tail = {12, 13, 14, 15, 16, 17};

    assertThat(images.slice(Split.TEST, 2, 1).fingerprint())
        .isEqualTo(ImageSet.copyOf(Split.TEST, 2, 3, tail).fingerprint());
  }

  /** SHA-256 of 00000005 00000002 00000001 00000003 and the bytes 0 to 29, by another tool. */
  @Test
  void fingerprintsTheChannelsOfColor() {
    ImageSet color = ImageSet.copyOf(Split.TRAIN, 2, 1, 3, IdxFiles.counting(30, 256));

    assertThat(color.fingerprint()).isEqualTo("23d862ac78860706");
    assertThat(color).hasToString("TRAIN: 5 images of 2x1x3");
    assertThat(color.valuesPerExample()).isEqualTo(6);
    assertThat(color.slice(Split.TEST, 2, 1).pixel(0, 5)).isEqualTo(17);
  }

  @Test
  void changesItsFingerprintWithOnePixelOrTheShape() {
    byte[] pixels = IdxFiles.counting(30, 256);
    assertThat(ImageSet.copyOf(Split.TRAIN, 3, 2, pixels).fingerprint())
        .isNotEqualTo(images.fingerprint());
    assertThat(ImageSet.copyOf(Split.TRAIN, 2, 15, pixels).fingerprint())
        .isNotEqualTo(images.fingerprint());
    pixels[29] ^= 1;
    assertThat(ImageSet.copyOf(Split.TRAIN, 2, 3, pixels).fingerprint())
        .isNotEqualTo(images.fingerprint());
  }
}
