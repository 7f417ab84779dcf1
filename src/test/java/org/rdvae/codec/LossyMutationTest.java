package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.base.Failure;
import org.rdvae.reliability.Budget;
import org.rdvae.tensor.TestDevice;

/**
 * Photograph files of attackers who know the format; accidents are those of the property {@code
 * bitstream-mutants}.
 */
@Timeout(3600)
class LossyMutationTest {
  private static final String NAME = LossyTrial.NAME;
  private static final int SECONDS = 2;

  private final LossyTrial honest = new LossyTrial();
  private final LossyCodec codec = honest.codec();
  private final RdvFile file = honest.file();

  /** With segments of 4096 pixels. */
  private final LossyCodec wide =
      SmallCodec.codec(TestDevice.CPU, SmallCodec.HASH, LossyCodec.TILE, 4096);

  /** Messages that an encoder could write, of integers that no picture gives. */
  @Test
  void wildLatentsBehindRightChecksumsAreDecodedAndWildHyperLatentsRefused() {
    DecoderTrial trial = honest.trial();
    Random random = new Random(13);
    int places = 4 * 6;
    CodecArchitecture architecture = SmallCodec.architecture();
    Map<String, float[]> named =
        SmallCodec.named(architecture.layout(), SmallCodec.parameters(architecture));
    LatentCoder coder = new LatentCoder(architecture, named::get, false);
    RdvFile one = LossyMutants.sized(file, 24, 16);
    for (int i = 0; i < CodedMutants.COUNT / 4; i++) {
      int[] z = wild(new int[2 * 3 * 3], i % 2 == 0 ? 10 : 12, random);
      LatentCoder.Segment segment =
          coder.round(new float[places * 4], LatentCoder.rounded(floats(z)), 2, 3);
      int[] latents = wild(segment.latents(), 32, random);
      byte[] message = coder.encode(new LatentCoder.Segment(z, latents, segment.tables(), null));
      RdvFile mutant = new RdvFile(one.header(), List.of(new RdvChunk(RdvChunk.DATA, message)));
      String what = "mutant " + i;
      assertThat(trial.decodes(mutant.toBytes(), what + " of the honest content")).isFalse();
      byte[] right = LossyMutants.rightContent(mutant, codec).toBytes();
      boolean fits = Arrays.stream(z).allMatch(v -> Math.abs((long) v) <= 1024);
      assertThat(trial.decodes(right, what)).as("%s is decoded", what).isEqualTo(fits);
    }
    assertThat(trial.decoded()).as("decoded").isGreaterThan(CodedMutants.COUNT / 20);
  }

  /** Some values become any of so many bits, or the least or most of ints. */
  private static int[] wild(int[] values, int bits, Random random) {
    int[] wild = values.clone();
    for (int changes = random.nextInt(6); changes > 0; changes--) {
      int value = random.nextInt() >> (Integer.SIZE - bits);
      if (bits == Integer.SIZE && random.nextInt(4) == 0) {
        value = random.nextBoolean() ? Integer.MIN_VALUE : Integer.MAX_VALUE;
      }
      wild[random.nextInt(wild.length)] = value;
    }
    return wild;
  }

  private static float[] floats(int[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values[i];
    }
    return floats;
  }

  @ParameterizedTest
  @CsvSource({"65535, 65535", "65535, 1", "1, 65535", "30000, 20000", "44, 700"})
  void aHugePictureOfFewBytesIsRefusedBeforeMemoryIsTaken(int width, int height) {
    byte[] huge = LossyMutants.sized(file, width, height).toBytes();
    assertRefusedWithin(200_000, codec, huge, "expected a chunk for each of ");
  }

  /** Of the 0.6 GB that it would take, what the first segment's hyper-latents need. */
  @Test
  void soIsOneWithAsManyChunksAsItsSizeAsksFor() {
    byte[] huge = withEmptyChunks(65535, 9000, 16 * 3);
    assertRefusedWithin(5_000_000, wide, huge, "the coded symbols end early");
  }

  private byte[] withEmptyChunks(int width, int height, int count) {
    RdvChunk empty = new RdvChunk(RdvChunk.DATA, new byte[2]);
    RdvHeader header = LossyMutants.sized(file, width, height).header();
    return new RdvFile(header, Collections.nCopies(count, empty)).toBytes();
  }

  @Test
  void onesThatJavasArraysCannotHoldAreRefusedAsTooLarge() {
    byte[] bytes = withEmptyChunks(65535, 65535, 16 * 16);
    assertThatThrownBy(() -> wide.decompress(bytes, NAME))
        .isInstanceOf(Failure.class)
        .hasMessage(NAME + ": has 12884508675 values, more than fit into Java's arrays")
        .extracting("kind")
        .isEqualTo(Failure.Kind.OUT_OF_MEMORY);
  }

  private static void assertRefusedWithin(
      long most, LossyCodec codec, byte[] bytes, String finding) {
    Throwable[] failure = new Throwable[1];
    new Budget(most, SECONDS)
        .hold(() -> failure[0] = catchThrowable(() -> codec.decompress(bytes, NAME)));
    assertThat(failure[0])
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith(NAME + ": damaged: ")
        .hasMessageContaining(finding);
  }
}
