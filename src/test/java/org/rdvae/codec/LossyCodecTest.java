package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;

/** Photographs go through files; what the files hold, and what is refused. */
class LossyCodecTest {
  private static final String NAME = "photo.rdv";
  private final LossyCodec codec = SmallCodec.codec();

  @ParameterizedTest
  @CsvSource({"1, 1, 3", "1, 9, 1", "8, 8, 3", "17, 5, 3", "33, 40, 1", "70, 41, 3"})
  void photosOfAnySizeComeBackWithTheirSize(int width, int height, int channels) {
    Photo photo = SmallCodec.photo(width, height, channels);
    byte[] file = codec.compress(photo, 4);
    Photo decoded = codec.decompress(file, NAME);
    assertThat(decoded.width()).isEqualTo(width);
    assertThat(decoded.height()).isEqualTo(height);
    assertThat(decoded.channels()).isEqualTo(channels);
    assertThat(decoded.profile()).isEmpty();
  }

  @Test
  void decodingTwiceGivesTheSameAndCodingTwiceTheSameBytes() {
    Photo photo = SmallCodec.photo(50, 40, 3);
    byte[] file = codec.compress(photo, 5.25);
    assertThat(codec.compress(photo, 5.25)).isEqualTo(file);
    assertThat(codec.decompress(file, NAME).pixels())
        .isEqualTo(SmallCodec.codec().decompress(file, NAME).pixels());
  }

  @Test
  void higherQualitiesTakeMoreBytes() {
    Photo photo = SmallCodec.photo(64, 64, 3);
    int before = 0;
    for (double quality = 2; quality <= 8; quality += 1.5) {
      int bytes = codec.compress(photo, quality).length;
      assertThat(bytes).as("quality %s", quality).isGreaterThan(before);
      before = bytes;
    }
  }

  @Test
  void tilesChangeLatentsByRoundingOnlyAndPixelsByALevelAtMost() {
    Photo photo = SmallCodec.photo(150, 131, 3);
    byte[] whole = codec.compress(photo, 4);
    byte[] tiled = SmallCodec.codec(SmallCodec.HASH, 40).compress(photo, 4);
    assertThat(tiled).isEqualTo(whole);
    byte[] expected = codec.decompress(whole, NAME).pixels();
    byte[] found = SmallCodec.codec(SmallCodec.HASH, 40).decompress(whole, NAME).pixels();
    for (int i = 0; i < expected.length; i++) {
      int difference = Byte.toUnsignedInt(found[i]) - Byte.toUnsignedInt(expected[i]);
      assertThat(Math.abs(difference)).as("value %d", i).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void theProfileIsKept() {
    byte[] profile = {1, 2, 3};
    Photo plain = SmallCodec.photo(9, 9, 3);
    Photo photo = new Photo(9, 9, 3, plain.pixels(), Optional.of(profile));
    assertThat(codec.decompress(codec.compress(photo, 2), NAME).profile()).hasValue(profile);
  }

  @Test
  void allButTheMessageTakesAtMost64Bytes() {
    byte[] file = codec.compress(SmallCodec.photo(30, 30, 3), 8);
    RdvFile read = RdvFile.read(file, NAME);
    assertThat(read.data(RdvChunk.DATA)).hasSize(1);
    assertThat(file.length - read.data(RdvChunk.DATA).get(0).length).isLessThanOrEqualTo(64);
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "64, 1", "64, 8"})
  void theCostsOfLatentsAreThoseOfTheMessage(int side, double quality) {
    byte[] file = codec.compress(SmallCodec.photo(side, side, 3), quality);
    List<byte[]> messages = RdvFile.read(file, NAME).data(RdvChunk.DATA);
    long paid = 8 * messages.stream().mapToLong(message -> message.length).sum();
    LatentBits bits = codec.bits(file, NAME);
    // The bound that RansEncoder states, for each segment.
    assertThat(paid - bits.total()).isBetween(0.0, 8 * 11.5 * messages.size());
    assertThat(bits.values()).hasSize(bits.height() * bits.width() * bits.channels());
    assertThat(Arrays.stream(bits.byChannel()).sum() + bits.hyperBits())
        .isCloseTo(bits.total(), within(1e-6 * bits.total()));
    assertThat(Arrays.stream(bits.byPlace()).sum() + bits.hyperBits())
        .isCloseTo(bits.total(), within(1e-6 * bits.total()));
  }

  @Test
  void costsOfAnotherModelsFileAreRefused() {
    byte[] file = codec.compress(SmallCodec.photo(8, 8, 3), 1);
    assertThatThrownBy(() -> SmallCodec.codec("fedcba9876543210", 768).bits(file, NAME))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("made with another model");
  }

  @Test
  void manyThreadsMayUseOneCodec() throws Exception {
    Photo photo = SmallCodec.photo(40, 24, 3);
    byte[] file = codec.compress(photo, 3);
    byte[] pixels = codec.decompress(file, NAME).pixels();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Future<?>[] all = new Future<?>[8];
      for (int i = 0; i < all.length; i++) {
        all[i] =
            threads.submit(
                () -> {
                  assertThat(codec.compress(photo, 3)).isEqualTo(file);
                  assertThat(codec.decompress(file, NAME).pixels()).isEqualTo(pixels);
                });
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anotherModelsFileIsRefused() {
    byte[] file = codec.compress(SmallCodec.photo(8, 8, 3), 1);
    assertThatThrownBy(() -> SmallCodec.codec("fedcba9876543210", 768).decompress(file, NAME))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("made with another model")
        .hasMessageContaining(SmallCodec.HASH)
        .extracting("kind")
        .isEqualTo(Failure.Kind.BAD_DATA);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void messagesThatNoEncoderMadeAreRefusedAsDamaged(int mutation) {
    RdvFile file = RdvFile.read(codec.compress(SmallCodec.photo(40, 40, 3), 3), NAME);
    byte[] message = file.data(RdvChunk.DATA).get(0).clone();
    RdvFile changed =
        switch (mutation) {
          case 0 -> new RdvFile(file.header(), List.of());
          case 1 -> {
            message[message.length / 2] ^= 4;
            yield with(file, message);
          }
          case 2 -> with(file, Arrays.copyOf(message, message.length - 4));
          default -> with(file, Arrays.copyOf(message, message.length + 4));
        };
    byte[] bytes = changed.toBytes();
    assertThatThrownBy(() -> codec.decompress(bytes, NAME))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith(NAME + ": damaged: ");
  }

  private static RdvFile with(RdvFile file, byte[] message) {
    List<RdvChunk> chunks = new ArrayList<>(file.chunks());
    chunks.set(0, new RdvChunk(RdvChunk.DATA, message));
    return new RdvFile(file.header(), chunks);
  }
}
