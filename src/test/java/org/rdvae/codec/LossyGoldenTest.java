package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whole numbers that decide how a photograph is coded and must come out on every machine and Java
 * version, or files that were made elsewhere could not be read. They were made by this code when
 * version 1 of the format was.
 */
class LossyGoldenTest {
  private static final int HYPER_HEIGHT = 2;
  private static final int HYPER_WIDTH = 3;

  private final CodecArchitecture architecture = SmallCodec.architecture();
  private final Map<String, float[]> parameters =
      DrawnParameters.of(architecture.layout().parameters(), new Random(1));
  private final LatentCoder coder = new LatentCoder(architecture, parameters::get, false);

  private static int checksum(FrequencyTable... tables) {
    Crc checksum = new Crc();
    for (FrequencyTable table : tables) {
      checksum.add(new int[] {table.first(), table.size(), table.escapeFrequency()});
      checksum.add(IntStream.range(0, table.size()).map(table::frequency).toArray());
    }
    return checksum.value();
  }

  @Test
  void tablesOfAllScales() {
    assertThat(checksum(ScaleTables.ofScales())).isEqualTo(306590645);
  }

  @Test
  void tablesOfChannels() {
    float[] means = {0, 0.5f, -0.5f, 1.5f, 0.3f, -7.25f, 100.7f, -1000};
    float[] logScales = {-9, -3, -1.5f, 0, 0.7f, 2, 4.6f, 9};
    assertThat(checksum(ScaleTables.ofChannels(means, logScales))).isEqualTo(-2146269996);
  }

  @Test
  void whichTableALatentHas() {
    int[] indexes = IntStream.range(-1000, 1500).map(ScaleTables::index).toArray();
    assertThat(Crc.of(indexes)).isEqualTo(-1486334962);
  }

  /** Latents, their means, tables and the message, from hyper-latents up to the bound. */
  @Test
  void segment() {
    Random random = new Random(2);
    int[] z = random.ints(HYPER_HEIGHT * HYPER_WIDTH * 3L, -4, 5).toArray();
    z[0] = LatentCoder.MOST_HYPER_LATENT;
    z[1] = -LatentCoder.MOST_HYPER_LATENT;
    float[] y = new float[4 * HYPER_HEIGHT * HYPER_WIDTH * 4];
    for (int i = 0; i < y.length; i++) {
      y[i] = random.nextInt(4001) / 256f - 8;
    }
    LatentCoder.Segment segment = coder.round(y, z, HYPER_HEIGHT, HYPER_WIDTH);
    assertThat(Crc.of(segment.latents())).isEqualTo(1682627028);
    assertThat(Crc.of(segment.tables(), 0, segment.tables().length)).isEqualTo(-1059474967);
    int[] values = new int[y.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.floatToIntBits(segment.values()[i]);
    }
    assertThat(Crc.of(values)).isEqualTo(1521496105);
    String message =
        "ffff9b84cb0bfed7fcd9b3f7e302f5faac240afa1ea408e2a9a44bfb05c3500fb26b8ca597b4ffff"
            + "ffc7ff00377ed85a06257943486a6f028d372ac5f89b8ec6f096a6b0d8feffabf81bff27ffffd810"
            + "c878fee339b67f865a924b01111cff8d7f758a1f6b52e67c2331fffff7cfff0f7f9f7f34c324b348"
            + "236a3108c11fffff87abff111bbfffc7c81f631f5d5ebf524114840fc83eec937a70510d0bf656fd"
            + "2034fdf5a6ca4159e7426e5cf1f82747d22c";
    assertThat(HexFormat.of().formatHex(coder.encode(segment))).isEqualTo(message);
    LatentCoder.Segment decoded =
        coder.decode(HexFormat.of().parseHex(message), HYPER_HEIGHT, HYPER_WIDTH);
    assertThat(decoded.hyperLatents()).isEqualTo(z);
    assertThat(decoded.latents()).isEqualTo(segment.latents());
    assertThat(decoded.values()).isEqualTo(segment.values());
  }

  /** Factors from log gains, as they come before the synthesis. */
  @Test
  void gains() {
    float[] ofQualities = new float[CodecSettings.QUALITIES * 3];
    for (int i = 0; i < ofQualities.length; i++) {
      ofQualities[i] = i * i / 64f - 1;
    }
    Crc checksum = new Crc();
    for (int quality = 1000; quality <= 8000; quality += 125) {
      float[] gains = QualityGains.logGains(ofQualities, new RdvKind.Lossy(quality).quality());
      for (float gain : gains) {
        checksum.add(new int[] {Float.floatToIntBits((float) StrictMath.exp(gain))});
      }
    }
    assertThat(checksum.value()).isEqualTo(1365299520);
  }
}
