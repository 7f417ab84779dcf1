package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.codec.Photo;

class ExchangeFormatTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void picturesComeBackAsTheyWere(ExchangeFormat format) throws IOException {
    // Its pixels begin with blanks and digits, as if the header went on.
    Photo misleading =
        new Photo(
            3,
            1,
            3,
            "\n 12\n255\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            Optional.empty());
    for (Photo photo :
        List.of(
            TestPicture.of(17, 23),
            TestPicture.grey(17, 23),
            TestPicture.of(1, 1),
            TestPicture.grey(1, 1),
            misleading)) {
      Path file = folder.resolve("picture." + format.extension);
      format.write(photo, file);
      Photo back = format.read(file);
      assertThat(back.width()).isEqualTo(photo.width());
      assertThat(back.height()).isEqualTo(photo.height());
      assertThat(back.channels()).isEqualTo(photo.channels());
      assertThat(back.pixels()).isEqualTo(photo.pixels());
    }
  }

  @ParameterizedTest
  @EnumSource
  void profilesStayBehind(ExchangeFormat format) throws IOException {
    Photo plain = TestPicture.of(5, 7);
    Photo photo = new Photo(7, 5, 3, plain.pixels(), Optional.of(new byte[] {1, 2, 3}));
    Path with = folder.resolve("with." + format.extension);
    Path without = folder.resolve("without." + format.extension);
    format.write(photo, with);
    format.write(plain, without);
    assertThat(Files.readAllBytes(with)).isEqualTo(Files.readAllBytes(without));
    assertThat(format.read(with).profile()).isEmpty();
  }
}
