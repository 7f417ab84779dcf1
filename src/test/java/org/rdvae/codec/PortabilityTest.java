package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one process codes another one reads, whatever its number of threads. With other libraries
 * and Java versions: {@code src/bench/codec/portability}.
 */
class PortabilityTest {
  private static final String SMALL = "small.rdv";
  private static final String GREY = "grey.rdv";
  private static final String SEGMENTS = "segments.rdv";

  @TempDir private Path folder;

  @Test
  void anotherProcessWithOtherThreadsDecodesTheSameLatentsAndPixelsWithinALevel() throws Exception {
    LossyCodec codec = SmallCodec.codec();
    write(SMALL, codec.compress(SmallCodec.photo(9, 7, 3), 2));
    write(GREY, codec.compress(SmallCodec.photo(70, 33, 1), 4.75));
    write(SEGMENTS, codec.compress(OtherProcess.photo(), 8));
    OtherProcess.run(folder, 2);
    for (String name : new String[] {SMALL, GREY, SEGMENTS, OtherProcess.MADE}) {
      byte[] file = read(name);
      assertThat(read(name + ".latents"))
          .as("latents of %s", name)
          .isNotEmpty()
          .isEqualTo(OtherProcess.latents(codec, file, name));
      byte[] expected = codec.decompress(file, name).pixels();
      byte[] found = read(name + ".pixels");
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        int difference = Byte.toUnsignedInt(found[i]) - Byte.toUnsignedInt(expected[i]);
        assertThat(difference).as("value %d of %s", i, name).isBetween(-1, 1);
      }
    }
  }

  private void write(String name, byte[] bytes) throws Exception {
    Files.write(folder.resolve(name), bytes);
  }

  private byte[] read(String name) throws Exception {
    return Files.readAllBytes(folder.resolve(name));
  }
}
