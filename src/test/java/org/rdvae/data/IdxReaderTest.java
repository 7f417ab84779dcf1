package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.rdvae.data.IdxFiles.counting;
import static org.rdvae.data.IdxFiles.gzip;
import static org.rdvae.data.IdxFiles.header;
import static org.rdvae.data.IdxFiles.images;
import static org.rdvae.data.IdxFiles.join;
import static org.rdvae.data.IdxFiles.write;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.base.Failure;

class IdxReaderTest {
  private static final byte[] GOOD = images(2, 3, 4, counting(24, 256));

  @TempDir Path folder;

  @Test
  void readsAPlainFile() {
    ImageSet images = IdxReader.read(write(folder, "images", GOOD), Split.TEST);

    assertThat(images).hasToString("TEST: 2 images of 3x4");
    assertThat(images.pixel(1, 0)).isEqualTo(12);
    assertThat(images.pixel(1, 11)).isEqualTo(23);
  }

  @Test
  void tellsGzipByItsContentAndNotByItsName() {
    String plain = IdxReader.read(write(folder, "plain.gz", GOOD), Split.TEST).fingerprint();
    String compressed =
        IdxReader.read(write(folder, "compressed", gzip(GOOD)), Split.TEST).fingerprint();

    assertThat(compressed).isEqualTo(plain);
  }

  /** Planes 0 1 2 | 10 11 12 | 20 21 22 become pixels 0 10 20 | 1 11 21 | 2 12 22. */
  @Test
  void putsThePlanesOfColorTogetherPixelByPixel() {
    byte[] planes = {0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42, 50, 51, 52};
    Path file = write(folder, "planes", join(header(0x804, 2, 3, 1, 3), planes));

    ImageSet images = IdxReader.read(file, Split.TEST);

    assertThat(images).hasToString("TEST: 2 images of 1x3x3");
    assertThat(images.array())
        .containsExactly(0, 10, 20, 1, 11, 21, 2, 12, 22, 30, 40, 50, 31, 41, 51, 32, 42, 52);
  }

  @Test
  void readsOnePlaneAsGrey() {
    Path file = write(folder, "plane", join(header(0x804, 2, 1, 3, 4), counting(24, 256)));

    assertThat(IdxReader.read(file, Split.TEST).fingerprint())
        .isEqualTo(IdxReader.read(write(folder, "grey", GOOD), Split.TEST).fingerprint());
  }

  static Stream<Arguments> badFiles() {
    byte[] packed = gzip(images(50, 28, 28, counting(50 * 784, 251)));
    byte[] badChecksum = packed.clone();
    badChecksum[packed.length - 8] ^= 1;
    byte[] badHeader = packed.clone();
    badHeader[2] = 99;
    return Stream.of(
        bad("an empty file", new byte[0], "expected a header of 16 bytes, found 0 bytes"),
        bad(
            "a truncated header",
            Arrays.copyOf(GOOD, 15),
            "expected a header of 16 bytes, found 15 bytes"),
        bad(
            "half a magic number",
            Arrays.copyOf(GOOD, 3),
            "expected a header of 16 bytes, found 3 bytes"),
        bad(
            "truncated data",
            Arrays.copyOf(GOOD, 39),
            "expected 24 bytes of pixels (2 images of 3x4), found only 23: the file is truncated"),
        bad("no data", Arrays.copyOf(GOOD, 16), "found only 0: the file is truncated"),
        bad(
            "trailing bytes",
            join(GOOD, new byte[1]),
            "expected the end after 2 images of 3x4 (24 bytes of pixels), found further bytes"),
        bad(
            "another format",
            new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, 0},
            "expected an idx file of 8-bit images, magic number 0x00000803, found 0x89504e47"),
        bad(
            "floating point elements",
            header(0xD03, 1, 1, 1),
            "expected an idx file of 8-bit images, magic number 0x00000803, found 0x00000d03"),
        bad(
            "labels",
            join(header(0x801, 3), new byte[3]),
            "expected 3 dimensions (images, rows, columns) or 4 (images, channels, rows, columns),"
                + " found 1 (magic number 0x00000801); this is how label files begin"),
        bad(
            "truncated planes",
            join(header(0x804, 2, 3, 1, 2), new byte[11]),
            "expected 12 bytes of pixels (2 images of 1x2x3), found only 11: the file is"
                + " truncated"),
        bad(
            "a truncated header of planes",
            header(0x804, 2, 3, 1),
            "expected a header of 20 bytes, found 16 bytes"),
        bad(
            "planes of other than colours",
            join(header(0x804, 1, 2, 1, 1), new byte[2]),
            "expected 1 channel (grey) or 3 (colour), found 2 in the header (images, channels,"
                + " rows, columns)"),
        bad(
            "more planes than an array holds",
            header(0x804, 1_000_000, 3, 28, 28),
            "expected at most 2147483639 bytes of pixels (2 GiB), found 1000000 images of 28x28x3"),
        bad("five dimensions", header(0x805, 1, 1, 1, 1, 1), "found 5 (magic number 0x00000805)"),
        bad(
            "an empty set",
            header(0x803, 0, 28, 28),
            "expected at least one image, found 0 images of 28x28 in the header"),
        bad(
            "no rows",
            header(0x803, 5, 0, 28),
            "expected images of at least 1x1 pixel, found 5 images of 0x28 in the header"),
        bad(
            "no columns",
            header(0x803, 5, 28, 0),
            "expected images of at least 1x1 pixel, found 5 images of 28x0"),
        bad(
            "more than an array holds",
            header(0x803, 3_000_000, 28, 28),
            "expected at most 2147483639 bytes of pixels (2 GiB), found 3000000 images of 28x28 in"
                + " the header"),
        bad(
            "a product that is zero in 64 bits",
            header(0x803, 1 << 31, 1 << 31, 4),
            "expected at most 2147483639 bytes of pixels (2 GiB), found 2147483648 images of"
                + " 2147483648x4 in the header"),
        bad(
            "sizes of minus one",
            header(0x803, -1, -1, -1),
            "found 4294967295 images of 4294967295x4294967295 in the header"),
        bad(
            "a gzip stream cut in the data",
            Arrays.copyOf(packed, 100),
            "expected a whole gzip stream, found its end too early"),
        bad(
            "a gzip stream cut in its header",
            Arrays.copyOf(packed, 5),
            "expected a whole gzip stream, found its end too early"),
        bad(
            "a gzip stream cut in its checksum",
            Arrays.copyOf(packed, packed.length - 5),
            "expected a whole gzip stream, found its end too early"),
        bad(
            "a gzip stream with a wrong checksum",
            badChecksum,
            "expected an undamaged gzip stream, found damage: Corrupt GZIP trailer"),
        bad(
            "a gzip stream of an unknown method",
            badHeader,
            "expected an undamaged gzip stream, found damage: "),
        bad("trailing bytes within gzip", gzip(join(GOOD, new byte[9])), "found further bytes"),
        bad(
            "truncated data within gzip",
            gzip(Arrays.copyOf(GOOD, 30)),
            "found only 14: the file is truncated"));
  }

  private static Arguments bad(String name, byte[] content, String message) {
    return Arguments.of(name, content, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void refusesABadFileWithItsPathAndWhatIsWrong(String name, byte[] content, String message) {
    Path file = write(folder, "bad", content);

    Failure failure = failureOf(file);

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(failure).hasMessageStartingWith(file + ": expected ").hasMessageContaining(message);
  }

  @Test
  void refusesEveryDamagedByteOfAGzipStreamOrReadsTheSameImages() {
    byte[] packed = gzip(images(5, 8, 8, counting(320, 7)));
    String undamaged = IdxReader.read(write(folder, "good", packed), Split.TEST).fingerprint();
    for (int i = 2; i < packed.length; i++) {
      byte[] damaged = packed.clone();
      damaged[i] ^= 0x10;
      Path file = write(folder, "damaged", damaged);
      try {
        // The gzip header holds a time and a system, which say nothing about the content.
        assertThat(IdxReader.read(file, Split.TEST).fingerprint())
            .as("byte %d", i)
            .isEqualTo(undamaged);
      } catch (Failure failure) {
        assertThat(failure.kind()).as("byte %d", i).isEqualTo(Failure.Kind.BAD_DATA);
      }
    }
  }

  @Test
  void doesNotAllocateWhatTheHeaderClaimsButTheFileLacks() {
    byte[] content = join(header(0x803, 2_000_000, 28, 28), new byte[100]);
    Path plain = write(folder, "plain", content);
    Path packed = write(folder, "packed", gzip(content));
    failureOf(plain);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(failureOf(plain))
        .hasMessageContaining("expected 1568000000 bytes")
        .hasMessageContaining("found only 100");
    assertThat(failureOf(packed))
        .hasMessageContaining("expected 1568000000 bytes")
        .hasMessageContaining("found only 100");

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000_000);
  }

  @Test
  void namesAMissingFile() {
    Path file = folder.resolve("absent");

    Failure failure = failureOf(file);

    assertThat(failure.kind()).isEqualTo(Failure.Kind.MISSING_PATH);
    assertThat(failure).hasMessage(file + ": expected an idx file of images, found nothing there");
  }

  @Test
  void refusesAFolder() {
    Failure failure = failureOf(folder);

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(failure).hasMessage(folder + ": expected an idx file of images, found a folder");
  }

  private static Failure failureOf(Path file) {
    return catchThrowableOfType(Failure.class, () -> IdxReader.read(file, Split.TEST));
  }
}
