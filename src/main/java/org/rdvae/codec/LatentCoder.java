package org.rdvae.codec;

import java.util.function.Function;
import org.rdvae.network.NetworkSpec;

/**
 * Codes the latents of a segment of a picture. What decides probabilities is made of integers: the
 * tables, and the hyper-synthesis network in fixed point. Immutable and safe to share.
 *
 * <pre>
 * z - hyper-latents, each by its channel's table
 * round(y - mean), each by the table of its scale; mean and log scale from z by the network
 * </pre>
 */
final class LatentCoder {
  /** Bound of a hyper-latent, so that it fits the network's input. */
  static final int MOST_HYPER_LATENT = 1 << 10;

  /** Bound of a latent's distance from its mean: far more than any trained model makes. */
  private static final float MOST_LATENT = 1 << 24;

  private static final float UNIT = 1 << ScaleTables.FRACTION;

  private final int channels;
  private final int hyperChannels;
  private final boolean parallel;
  private final FixedNetwork hyperSynthesis;
  private final FrequencyTable[] scaleTables = ScaleTables.ofScales();
  private final FrequencyTable[] channelTables;

  /**
   * A segment.
   *
   * @param latents rounded, as distances from their means
   * @param tables which table each latent has
   * @param values what the latents stand for: their means added again
   */
  record Segment(int[] hyperLatents, int[] latents, byte[] tables, float[] values) {}

  /**
   * @param parameters of the model, by name
   * @param parallel whether the network uses several threads; the result is the same
   */
  LatentCoder(
      CodecArchitecture architecture, Function<String, float[]> parameters, boolean parallel) {
    this.parallel = parallel;
    channels = architecture.latents().channels();
    hyperChannels = architecture.hyperLatents().channels();
    NetworkSpec spec = architecture.hyperSynthesis();
    hyperSynthesis = FixedNetwork.of(spec, parameters, MOST_HYPER_LATENT, 0, ScaleTables.FRACTION);
    channelTables =
        ScaleTables.ofChannels(
            parameters.apply(CodecArchitecture.PRIOR_MEAN),
            parameters.apply(CodecArchitecture.PRIOR_LOG_SCALE));
  }

  /** Means and log scales of the latents, interleaved by place as the network gives them. */
  private int[] heads(int[] z, int hyperHeight, int hyperWidth) {
    short[] features = new short[z.length];
    for (int i = 0; i < z.length; i++) {
      features[i] = (short) z[i];
    }
    return hyperSynthesis.run(features, hyperHeight, hyperWidth, parallel);
  }

  /** The nearest hyper-latents that can be coded. */
  static int[] rounded(float[] z) {
    int[] rounded = new int[z.length];
    for (int i = 0; i < z.length; i++) {
      float inside = Math.min(Math.max(z[i], -MOST_HYPER_LATENT), MOST_HYPER_LATENT);
      rounded[i] = (int) Math.rint(inside);
    }
    return rounded;
  }

  /**
   * Rounds latents around the means that z foretells.
   *
   * @param y latents, places x channels
   */
  Segment round(float[] y, int[] z, int hyperHeight, int hyperWidth) {
    int[] heads = heads(z, hyperHeight, hyperWidth);
    int[] latents = new int[y.length];
    for (int i = 0; i < y.length; i++) {
      float distance = y[i] - mean(heads, i);
      float inside = Math.min(Math.max(distance, -MOST_LATENT), MOST_LATENT);
      latents[i] = (int) Math.rint(inside);
    }
    return new Segment(z, latents, tableIndexes(heads), values(latents, heads));
  }

  private float mean(int[] heads, int i) {
    return heads[i / channels * 2 * channels + i % channels] / UNIT;
  }

  private float[] values(int[] latents, int[] heads) {
    float[] values = new float[latents.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = latents[i] + mean(heads, i);
    }
    return values;
  }

  private byte[] tableIndexes(int[] heads) {
    byte[] indexes = new byte[heads.length / 2];
    for (int i = 0; i < indexes.length; i++) {
      int logScale = heads[(i / channels * 2 + 1) * channels + i % channels];
      indexes[i] = (byte) ScaleTables.index(logScale);
    }
    return indexes;
  }

  private byte[] channelIndexes(int count) {
    byte[] indexes = new byte[count];
    for (int i = 0; i < count; i++) {
      indexes[i] = (byte) (i % hyperChannels);
    }
    return indexes;
  }

  /** The message of a segment. */
  byte[] encode(Segment segment) {
    RansEncoder encoder = new RansEncoder();
    encoder.put(segment.hyperLatents, channelIndexes(segment.hyperLatents.length), channelTables);
    encoder.put(segment.latents, segment.tables, scaleTables);
    return encoder.finish();
  }

  /** What each latent of a segment costs, in bits. */
  float[] bits(Segment segment) {
    float[] bits = new float[segment.latents.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (float) scaleTables[segment.tables[i]].bits(segment.latents[i]);
    }
    return bits;
  }

  /** What all hyper-latents of a segment cost, in bits. */
  double hyperBits(Segment segment) {
    double bits = 0;
    for (int i = 0; i < segment.hyperLatents.length; i++) {
      bits += channelTables[i % hyperChannels].bits(segment.hyperLatents[i]);
    }
    return bits;
  }

  /**
   * The segment of a message.
   *
   * @throws BadCodeException if no encoder made it
   */
  Segment decode(byte[] message, int hyperHeight, int hyperWidth) {
    RansDecoder decoder = new RansDecoder(message);
    int[] z = new int[hyperHeight * hyperWidth * hyperChannels];
    decoder.get(z, channelIndexes(z.length), channelTables);
    for (int value : z) {
      if (Math.abs((long) value) > MOST_HYPER_LATENT) {
        throw new BadCodeException(
            "expected hyper-latents up to " + MOST_HYPER_LATENT + ", found " + value);
      }
    }
    int[] heads = heads(z, hyperHeight, hyperWidth);
    int[] latents = new int[heads.length / 2];
    byte[] tables = tableIndexes(heads);
    decoder.get(latents, tables, scaleTables);
    decoder.finish();
    return new Segment(z, latents, tables, values(latents, heads));
  }
}
