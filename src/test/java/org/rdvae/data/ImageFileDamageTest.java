package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.rdvae.data.PictureReading.BROWN;
import static org.rdvae.data.PictureReading.assertPlain;
import static org.rdvae.data.PictureReading.failure;
import static org.rdvae.data.PictureReading.read;
import static org.rdvae.data.PictureReading.reader;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.data.ImageFileException.Reason;

/** Files that are cut, damaged, or no pictures. */
class ImageFileDamageTest {
  @TempDir Path folder;

  static Stream<Arguments> cutPictures() {
    Random random = new Random(1);
    BufferedImage noise = ImageFiles.paint(48, 64, (x, y) -> random.nextInt(1 << 24));
    return Stream.of("png", "jpg", "gif", "bmp")
        .map(format -> Arguments.of(format, ImageFiles.encode(noise, format)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cutPictures")
  void refusesACutFile(String format, byte[] file) {
    // A GIF without its last byte has all of its pixels.
    int most = format.equals("gif") ? file.length - 2 : file.length - 1;
    for (int length : new int[] {30, 200, file.length / 2, file.length - 20, most}) {
      ImageFileException problem = failure(Arrays.copyOf(file, length));

      assertThat(problem.reason()).as("%s cut at %d", format, length).isEqualTo(Reason.DAMAGED);
    }
  }

  @Test
  void saysWhereAFileWasCut() {
    byte[] png = ImageFiles.encode(ImageFiles.plain(8, 8, BROWN), "png");
    byte[] jpeg = ImageFiles.encode(ImageFiles.plain(8, 8, BROWN), "jpg");

    assertThat(failure(Arrays.copyOf(png, 50)))
        .hasMessage("truncated: it ends after 50 bytes, before its end mark");
    assertThat(failure(Arrays.copyOf(jpeg, jpeg.length - 2)))
        .hasMessage(
            "truncated: it ends after " + (jpeg.length - 2) + " bytes, before its end mark");
    assertThat(failure(Arrays.copyOf(ImageFiles.LOSSY_WEBP, 59)))
        .hasMessage("truncated: its header promises 60 bytes, the file has 59");
  }

  @Test
  void refusesEveryDamagedByteOfAPng() {
    byte[] png = ImageFiles.encode(ImageFiles.plain(8, 8, BROWN), "png");
    for (int i = 8; i < png.length; i++) {
      byte[] damaged = png.clone();
      damaged[i] ^= 0x20;
      assertThat(failure(damaged)).as("byte %d", i).isNotNull();
    }
    png[png.length - 20] ^= 1;
    assertThat(failure(png)).hasMessageMatching("damaged: the checksum of the part .* is wrong");
  }

  @Test
  void refusesDamageInTheCodedPixelsOfAJpeg() {
    Random random = new Random(1);
    byte[] jpeg =
        ImageFiles.encode(ImageFiles.paint(48, 64, (x, y) -> random.nextInt(1 << 24)), "jpg");
    Arrays.fill(jpeg, jpeg.length / 2, jpeg.length / 2 + 100, (byte) 0);

    ImageFileException problem = failure(jpeg);

    assertThat(problem.reason()).isEqualTo(Reason.DAMAGED);
    assertThat(problem).hasMessageStartingWith("damaged: Corrupt JPEG data");
  }

  @Test
  void refusesSegmentsThatDoNotFollowEachOther() {
    byte[] jpeg = ImageFiles.encode(ImageFiles.plain(8, 8, BROWN), "jpg");
    byte[] noMarker = jpeg.clone();
    noMarker[20] = 7;
    byte[] noLength = jpeg.clone();
    noLength[4] = 0;
    noLength[5] = 1;

    assertThat(failure(noMarker)).hasMessage("damaged: expected the next segment at byte 20");
    assertThat(failure(noLength)).hasMessage("damaged: the segment at byte 4 has length 1");
  }

  @Test
  void readsAJpegWithFurtherBytesBehindItsEnd() throws Exception {
    byte[] jpeg = ImageFiles.encode(ImageFiles.plain(8, 8, BROWN), "jpg");

    assertPlain(read(ImageFiles.join(jpeg, new byte[99]), 2, 2, 3), 2, 200, 100, 50);
  }

  @Test
  void refusesAWebpPartBeyondItsEnd() {
    byte[] webp = ImageFiles.LOSSLESS_WEBP.clone();
    webp[16]++;
    webp[16]++;

    assertThat(failure(webp))
        .hasMessage("damaged: the part that begins at byte 12 reaches past the end");
  }

  /** At the end of a file the decoder would make an exception for each of its pixels. */
  @Test
  void readsAWebpOfFewBytesAndManyPixelsWithoutGarbage() throws Exception {
    byte[] webp =
        HexFormat.of()
            .parseHex(
                "524946461e000000574542505650384c110000002f027f0000400000"
                    + "0750b22257a6ff8188e87f0000");
    read(webp, 2, 2, 3);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    read(webp, 2, 2, 3);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(5_000_000);
  }

  @Test
  void aWebpEndsAFewZerosBehindItsEnd() throws Exception {
    try (WebpStream stream = new WebpStream(new byte[] {7, 8})) {
      assertThat(stream.readNBytes(10)).startsWith(7, 8, 0, 0).hasSize(10);
      assertThat(stream.readNBytes(56)).containsOnly(0);
      assertThat(stream.isOverrun()).isFalse();
      assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
      assertThat(stream.isOverrun()).isTrue();
    }
  }

  @Test
  void refusesWhatIsNoPicture() {
    assertThat(failure(new byte[0])).hasMessage("an empty file");
    ImageFileException problem = failure("<html>".getBytes(StandardCharsets.US_ASCII));
    assertThat(problem.reason()).isEqualTo(Reason.NOT_AN_IMAGE);
    assertThat(problem).hasMessage("its first bytes are not those of PNG, JPEG, WebP, BMP or GIF");
  }

  @Test
  void namesAMissingFile() {
    ImageFileException problem =
        catchThrowableOfType(
            ImageFileException.class,
            () -> reader(2, 2, 3).read(folder.resolve("absent.png"), new byte[12], 0));

    assertThat(problem.reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(problem).hasMessage("gone, or a link to a file that is not there");
  }
}
