package org.rdvae.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.codec.Photo;
import org.rdvae.data.Picture;
import org.rdvae.data.PictureFile;
import org.rdvae.evaluation.Psnr;
import org.rdvae.job.Photos;

/** The JPEG that a photo is compared with. */
class JpegFileTest {
  private static final Photo PLAIN =
      Photos.of(PictureFile.of(ServedSite.png(90, 70, 1), "waves").picture());

  private static Picture read(byte[] file) {
    return PictureFile.of(file, "jpeg").picture();
  }

  @Test
  void redIsRedAgain() {
    byte[] file = JpegFile.of(PLAIN, 95);
    assertThat(Psnr.of(PLAIN.pixels(), read(file).pixels())).isGreaterThan(28);
    assertThat(read(file).profile()).isEmpty();
  }

  @Test
  void sizeRisesWithQuality() {
    assertThat(JpegFile.of(PLAIN, 90).length).isGreaterThan(2 * JpegFile.of(PLAIN, 10).length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 37, 50, 88, 99, 100})
  void theQualityOfASizeIsFoundAgain(int quality) {
    int size = JpegFile.of(PLAIN, quality).length;
    int found = JpegFile.qualityOfSize(PLAIN, size);
    assertThat(JpegFile.of(PLAIN, found)).hasSize(size);
    assertThat(JpegFile.qualityOfSize(PLAIN, 1)).isEqualTo(1);
    assertThat(JpegFile.qualityOfSize(PLAIN, 1 << 30)).isEqualTo(100);
  }

  /** Otherwise the two sides of the page would show different colours. */
  @Test
  void theProfileIsKept() {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    Photo photo = new Photo(PLAIN.width(), PLAIN.height(), 3, PLAIN.pixels(), Optional.of(profile));
    byte[] file = JpegFile.of(photo, 50);
    assertThat(read(file).profile())
        .hasValueSatisfying(found -> assertThat(found).isEqualTo(profile));
    assertThat(file).hasSize(JpegFile.of(PLAIN, 50).length + profile.length + 18);
  }
}
