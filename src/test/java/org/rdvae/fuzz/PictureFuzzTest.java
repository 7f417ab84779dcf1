package org.rdvae.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.rdvae.base.Failure;
import org.rdvae.data.ImageSamples;
import org.rdvae.data.Picture;
import org.rdvae.data.PictureFile;

/** Any bytes as a picture: refused with a reason, or decoded at the size that was told before. */
class PictureFuzzTest {
  private static final String NAME = "picture.png";

  /** Larger ones are within bounds, and would only keep the fuzzer waiting. */
  private static final int MOST_PIXELS = 1 << 18;

  @FuzzTest
  void picture(byte[] file) {
    answer(file);
    answer(ImageSamples.resealed(file));
  }

  private static void answer(byte[] file) {
    try {
      PictureFile seen = PictureFile.of(file, NAME);
      assertThat(seen.width()).isPositive();
      assertThat(seen.height()).isPositive();
      if ((long) seen.width() * seen.height() <= MOST_PIXELS) {
        Picture picture = seen.picture();
        assertThat(picture.width()).isEqualTo(seen.width());
        assertThat(picture.height()).isEqualTo(seen.height());
      }
    } catch (Failure e) {
      assertThat(e.kind()).as(e.getMessage()).isEqualTo(Failure.Kind.BAD_DATA);
      assertThat(e.getMessage()).startsWith(NAME + ": ").doesNotContain("null");
    }
  }
}
