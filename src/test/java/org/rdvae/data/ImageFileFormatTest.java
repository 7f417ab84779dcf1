package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ImageFileFormatTest {
  @Test
  void tellsFormatsByTheirFirstBytes() {
    var picture = ImageFiles.plain(2, 3, 0x123456);

    assertThat(ImageFileFormat.of(ImageFiles.encode(picture, "png"))).contains(ImageFileFormat.PNG);
    assertThat(ImageFileFormat.of(ImageFiles.encode(picture, "jpg")))
        .contains(ImageFileFormat.JPEG);
    assertThat(ImageFileFormat.of(ImageFiles.encode(picture, "bmp"))).contains(ImageFileFormat.BMP);
    assertThat(ImageFileFormat.of(ImageFiles.encode(picture, "gif"))).contains(ImageFileFormat.GIF);
    assertThat(ImageFileFormat.of(ImageFiles.LOSSY_WEBP)).contains(ImageFileFormat.WEBP);
  }

  @Test
  void takesTextForNoPicture() {
    for (String text :
        new String[] {"", "B", "BM, the maker of these photographs", "RIFFRAFF", "GIF"}) {
      assertThat(ImageFileFormat.of(text.getBytes(StandardCharsets.UTF_8))).as(text).isEmpty();
    }
  }

  @Test
  void knowsExtensionsInAnyCase() {
    assertThat(ImageFileFormat.extension("a.b.JPeG")).isEqualTo("jpeg");
    assertThat(ImageFileFormat.extension("png")).isEmpty();
    assertThat(ImageFileFormat.isExtension("webp")).isTrue();
    assertThat(ImageFileFormat.isExtension("tif")).isFalse();
  }
}
