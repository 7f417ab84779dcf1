package org.rdvae.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.codec.Photo;

/** How large a PNG may be, which the server has to know before there is one. */
class PngFileTest {
  private static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(bytes).nextBytes(noise);
    return noise;
  }

  /** Noise is what deflate can do nothing about. */
  @ParameterizedTest
  @CsvSource({"1, 1, 0", "1, 3000, 0", "3000, 1, 100", "700, 500, 3000", "1, 1, 1000000"})
  void noiseTakesNoMoreThanThatAndNotMuchLess(int width, int height, int profileBytes) {
    Optional<byte[]> profile =
        profileBytes == 0 ? Optional.empty() : Optional.of(noise(profileBytes));
    Photo photo = new Photo(width, height, 3, noise(3 * width * height), profile);
    assertThat((long) PngFile.of(photo).length)
        .isLessThanOrEqualTo(PngFile.mostBytes(photo))
        .isGreaterThan((long) (0.7 * PngFile.mostBytes(photo)) - 5000);
  }
}
