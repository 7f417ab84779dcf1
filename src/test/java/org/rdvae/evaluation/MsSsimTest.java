package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.codec.Photo;

class MsSsimTest {

  /** Expected values by src/bench/measures-reference.py, with NumPy and SciPy in double. */
  @ParameterizedTest(name = "{0} x {1} pixels in steps of {2}")
  @CsvSource({
    "176, 192, 16, 0.986482748594",
    "176, 192, 64, 0.766385419770",
    "161, 203, 32, 0.939682834126"
  })
  void agreesWithAnIndependentComputation(int height, int width, int step, double expected) {
    Photo photo = TestPicture.of(height, width);
    assertThat(of(photo, TestPicture.coarse(photo, step)).orElseThrow())
        .isCloseTo(expected, within(1e-9));
  }

  /**
   * The example in torchmetrics' documentation of MultiScaleStructuralSimilarityIndexMeasure: three
   * pictures of {@code torch.rand([3, 3, 256, 256], generator=torch.manual_seed(42))} against 0.75
   * times themselves give 0.9627.
   */
  @Test
  void agreesWithAPublishedExample() {
    MersenneTwister generator = new MersenneTwister(42);
    double sum = 0;
    for (int plane = 0; plane < 9; plane++) {
      float[] values = new float[256 * 256];
      float[] darker = new float[256 * 256];
      for (int i = 0; i < values.length; i++) {
        values[i] = (generator.next() & 0xFFFFFF) / (float) (1 << 24);
        darker[i] = 0.75f * values[i];
      }
      if (plane == 0) {
        assertThat(values[0]).as("torch's first number").isCloseTo(0.8823f, within(5e-5f));
      }
      sum += MsSsim.of(new ImagePlane(256, 256, values), new ImagePlane(256, 256, darker), 1);
    }
    assertThat(sum / 9).isCloseTo(0.9627, within(5e-5));
  }

  @Test
  void equalPicturesAreOne() {
    Photo photo = TestPicture.of(165, 170);
    assertThat(of(photo, photo).orElseThrow()).isCloseTo(1, within(1e-12));
  }

  @Test
  void aGreyPictureIsItsOwnChannel() {
    Photo grey = TestPicture.grey(176, 192);
    Photo photo = TestPicture.of(176, 192);
    double red =
        MsSsim.of(
            ImagePlane.of(photo.pixels(), 176, 192, 3, 0),
            ImagePlane.of(TestPicture.coarse(photo, 16).pixels(), 176, 192, 3, 0),
            255);
    assertThat(of(grey, TestPicture.coarse(grey, 16)).orElseThrow()).isEqualTo(red);
  }

  @Test
  void negativeSimilarityCountsAsNone() {
    Photo photo = TestPicture.of(176, 192);
    byte[] inverse = new byte[photo.pixels().length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = (byte) ~photo.pixels()[i];
    }
    assertThat(MsSsim.of(photo.pixels(), inverse, 176, 192, 3)).hasValue(0);
  }

  @Test
  void aSmallPictureHasNone() {
    assertThat(MsSsim.LEAST_SIDE).isEqualTo(161);
    assertThat(of(TestPicture.of(160, 400), TestPicture.of(160, 400))).isEmpty();
    assertThat(of(TestPicture.of(400, 160), TestPicture.of(400, 160))).isEmpty();
    assertThat(of(TestPicture.of(161, 161), TestPicture.of(161, 161))).isPresent();
  }

  private static OptionalDouble of(Photo a, Photo b) {
    return MsSsim.of(a.pixels(), b.pixels(), a.height(), a.width(), a.channels());
  }
}
