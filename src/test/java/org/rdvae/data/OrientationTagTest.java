package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrientationTagTest {
  private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  @Test
  void readsAllValuesInBothByteOrders() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      for (int value = 1; value <= 8; value++) {
        assertThat(read(ImageFiles.exif(order, value)))
            .as("%s %d", order, value)
            .isEqualTo(Orientation.ofExif(value));
      }
    }
  }

  @Test
  void readsABlockWithItsPrefixAndAmongOtherBytes() {
    byte[] block = ImageFiles.join(PREFIX, ImageFiles.exif(ByteOrder.LITTLE_ENDIAN, 6));
    byte[] among = ImageFiles.join(new byte[5], block, new byte[7]);

    assertThat(OrientationTag.startsExif(among, 5, block.length)).isTrue();
    assertThat(OrientationTag.startsExif(among, 4, block.length)).isFalse();
    assertThat(OrientationTag.read(among, 5, block.length)).isEqualTo(Orientation.QUARTER_TURN);
  }

  @Test
  void readsA32BitValue() {
    byte[] block = ImageFiles.exif(ByteOrder.BIG_ENDIAN, 1);
    ByteBuffer.wrap(block).putShort(24, (short) 4).putInt(30, 8);

    assertThat(read(block)).isEqualTo(Orientation.THREE_QUARTER_TURN);
  }

  @Test
  void takesWhatItCannotReadForUpright() {
    byte[] good = ImageFiles.exif(ByteOrder.BIG_ENDIAN, 6);
    for (int length = 0; length < 34; length++) {
      assertThat(read(Arrays.copyOf(good, length)))
          .as("cut at %d", length)
          .isEqualTo(Orientation.UPRIGHT);
    }
    assertThat(read(changed(good, 0, 'X'))).as("byte order").isEqualTo(Orientation.UPRIGHT);
    assertThat(read(changed(good, 3, 43))).as("magic").isEqualTo(Orientation.UPRIGHT);
    assertThat(read(changed(good, 4, 0xFF))).as("far offset").isEqualTo(Orientation.UPRIGHT);
    assertThat(read(changed(good, 7, 200))).as("offset").isEqualTo(Orientation.UPRIGHT);
    assertThat(read(changed(good, 25, 2))).as("type text").isEqualTo(Orientation.UPRIGHT);
    assertThat(read(changed(good, 31, 9))).as("value 9").isEqualTo(Orientation.UPRIGHT);
  }

  @Test
  void survivesAnyBytes() {
    long seed = 5;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] block = ImageFiles.exif(ByteOrder.LITTLE_ENDIAN, 3);
      for (int k = 0; k < 3; k++) {
        block[random.nextInt(block.length)] = (byte) random.nextInt();
      }
      byte[] cut = Arrays.copyOf(block, random.nextInt(block.length + 1));
      assertThatCode(() -> read(cut)).as("seed %d, block %d", seed, i).doesNotThrowAnyException();
    }
  }

  private static Orientation read(byte[] block) {
    return OrientationTag.read(block, 0, block.length);
  }

  private static byte[] changed(byte[] block, int at, int value) {
    byte[] changed = block.clone();
    changed[at] = (byte) value;
    return changed;
  }
}
