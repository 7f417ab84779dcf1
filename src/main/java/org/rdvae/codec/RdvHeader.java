package org.rdvae.codec;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What an {@code .rdv} file says of itself.
 *
 * @param modelHash the first 16 hex digits of the model's SHA-256; more are cut off
 * @param width of an image in pixels, 1 to 65535
 * @param height of an image in pixels, 1 to 65535
 * @param channels 1 for grey, 3 for colour
 * @param kind what the file holds, with the fields of that kind
 * @param contentChecksum CRC32C of what must be decoded exactly: of the pixels if lossless,
 *     otherwise of the latents
 */
public record RdvHeader(
    String modelHash, int width, int height, int channels, RdvKind kind, int contentChecksum) {
  private static final int HASH_BYTES = 8;
  private static final int MOST_SIDE = 65535;
  private static final int GREY = 1;
  private static final int COLOUR = 3;

  public RdvHeader {
    modelHash = shortHash(modelHash);
    if (width < 1 || width > MOST_SIDE || height < 1 || height > MOST_SIDE) {
      throw new IllegalArgumentException(
          "expected a width and a height of 1 to 65535, found " + width + " x " + height);
    }
    if (channels != GREY && channels != COLOUR) {
      throw new IllegalArgumentException("expected 1 or 3 channels, found " + channels);
    }
  }

  /** As much of a model's hash as a file holds: 16 lower-case hex digits. */
  static String shortHash(String hash) {
    if (!hash.matches("[0-9a-f]{16,64}")) {
      throw new IllegalArgumentException("expected 16 to 64 hex digits, found " + hash);
    }
    return hash.substring(0, 2 * HASH_BYTES);
  }

  void write(ByteBuffer out) {
    out.put((byte) kind.code());
    out.put(HexFormat.of().parseHex(modelHash));
    VariableLength.write(out, width);
    VariableLength.write(out, height);
    VariableLength.write(out, channels);
    VariableLength.write(out, kind.field());
    out.putInt(contentChecksum);
  }

  static RdvHeader read(ByteBuffer in) {
    int code = in.get();
    byte[] hash = new byte[HASH_BYTES];
    in.get(hash);
    long width = VariableLength.read(in);
    long height = VariableLength.read(in);
    long channels = VariableLength.read(in);
    long field = VariableLength.read(in);
    return new RdvHeader(
        HexFormat.of().formatHex(hash),
        clamped(width),
        clamped(height),
        clamped(channels),
        RdvKind.of(code, field),
        in.getInt());
  }

  private static int clamped(long value) {
    return (int) Math.min(value, Integer.MAX_VALUE);
  }
}
