package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rdvae.data.ImageSettings.Fit;

class ResizePlacementTest {
  @Test
  void cropsTheMiddleOfAWidePicture() {
    ResizePlacement place = ResizePlacement.of(Fit.CROP, 100, 301, 64, 64);

    assertThat(place.columns()).isEqualTo(new ResizeSpan(100, 100, 0, 64));
    assertThat(place.rows()).isEqualTo(new ResizeSpan(0, 100, 0, 64));
  }

  @Test
  void cropsTheMiddleOfATallPictureToAnotherShape() {
    ResizePlacement place = ResizePlacement.of(Fit.CROP, 100, 30, 20, 10);

    assertThat(place.columns()).isEqualTo(new ResizeSpan(0, 30, 0, 10));
    assertThat(place.rows()).isEqualTo(new ResizeSpan(20, 60, 0, 20));
  }

  @Test
  void padsBelowAndAboveAWidePicture() {
    ResizePlacement place = ResizePlacement.of(Fit.PAD, 100, 300, 64, 64);

    assertThat(place.columns()).isEqualTo(new ResizeSpan(0, 300, 0, 64));
    assertThat(place.rows()).isEqualTo(new ResizeSpan(0, 100, 21, 21));
  }

  @Test
  void padsBesideATallPicture() {
    ResizePlacement place = ResizePlacement.of(Fit.PAD, 300, 100, 66, 64);

    assertThat(place.columns()).isEqualTo(new ResizeSpan(0, 100, 21, 22));
    assertThat(place.rows()).isEqualTo(new ResizeSpan(0, 300, 0, 66));
  }

  @Test
  void keepsAtLeastOneRowOfAVeryWidePicture() {
    ResizePlacement place = ResizePlacement.of(Fit.PAD, 1, 10_000, 64, 64);

    assertThat(place.rows()).isEqualTo(new ResizeSpan(0, 1, 31, 1));
  }

  @Test
  void stretchesTheWholePicture() {
    ResizePlacement place = ResizePlacement.of(Fit.RESIZE, 100, 300, 64, 32);

    assertThat(place.columns()).isEqualTo(new ResizeSpan(0, 300, 0, 32));
    assertThat(place.rows()).isEqualTo(new ResizeSpan(0, 100, 0, 64));
  }

  @Test
  void takesAPictureOfTheRightShapeWholeWhateverTheFit() {
    for (Fit fit : Fit.values()) {
      ResizePlacement place = ResizePlacement.of(fit, 30, 60, 15, 30);

      assertThat(place.columns()).as("%s", fit).isEqualTo(new ResizeSpan(0, 60, 0, 30));
      assertThat(place.rows()).as("%s", fit).isEqualTo(new ResizeSpan(0, 30, 0, 15));
    }
  }
}
