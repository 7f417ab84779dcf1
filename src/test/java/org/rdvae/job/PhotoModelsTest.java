package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.RdvFile;
import org.rdvae.codec.RdvHeader;
import org.rdvae.codec.RdvKind;

class PhotoModelsTest {
  private static final Photo PHOTO = new Photo(1, 1, 1, new byte[1], Optional.empty());

  @TempDir Path home;

  @Test
  void opensEachModelOnce() {
    Path shipped = TinyModels.write(home.resolve("checkpoints/photo-1.safetensors"), 1);
    AtomicInteger opened = new AtomicInteger();
    PhotoModels models =
        new PhotoModels(
            new ModelStore(Optional.of(home), List.of()),
            path -> {
              opened.incrementAndGet();
              return TinyModels.open(path);
            });

    PhotoCodec codec = models.shipped();
    RdvFile file = RdvFile.read(codec.compress(PHOTO, 3), "a.rdv");

    assertThat(models.of(file, "a.rdv")).isSameAs(codec);
    assertThat(models.at(shipped)).isSameAs(codec);
    assertThat(opened).hasValue(1);
  }

  @Test
  void refusesAModelThatIsNotThere() {
    Path absent = home.resolve("absent.safetensors");
    Failure failure = catchThrowableOfType(Failure.class, () -> TinyModels.in(home).at(absent));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.MISSING_PATH);
    assertThat(failure)
        .hasMessage(absent + " does not exist; expected the checkpoint of a codec model.");
  }

  @Test
  void refusesAFileOfManyImages() {
    RdvHeader header = new RdvHeader("0123456789abcdef", 28, 28, 1, new RdvKind.Lossless(10), 0);

    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () -> TinyModels.in(home).of(new RdvFile(header, List.of()), "digits.rdv"));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(failure)
        .hasMessage(
            "digits.rdv: expected a photograph, found a set of images; rdvae unpack"
                + " reads them.");
  }
}
