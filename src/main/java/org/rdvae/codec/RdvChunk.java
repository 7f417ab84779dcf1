package org.rdvae.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A piece of an {@code .rdv} file. A reader must know a type whose first letter is a capital and
 * may pass over the others.
 *
 * <pre>
 *   type, 4 letters | length of the data | data | CRC32C of all that
 * </pre>
 *
 * @param type four letters of ASCII
 */
public record RdvChunk(String type, byte[] data) {
  /** The coded latents. */
  public static final String DATA = "DATA";

  /** The ICC profile of the colours, as it was in the picture. */
  public static final String PROFILE = "iccp";

  private static final int TYPE_BYTES = 4;

  public RdvChunk {
    if (!isType(type)) {
      throw new IllegalArgumentException("expected a type of four letters, found " + type);
    }
  }

  private static boolean isType(String type) {
    return type.matches("[A-Za-z]{4}");
  }

  /** A reader that does not know the type cannot decode the file. */
  boolean isNeeded() {
    return type.charAt(0) <= 'Z';
  }

  /** How long the chunk is in the file, its type, length and checksum included. */
  public int fileBytes() {
    return TYPE_BYTES + VariableLength.bytes(data.length) + data.length + Integer.BYTES;
  }

  void write(ByteBuffer out) {
    int from = out.position();
    out.put(type.getBytes(StandardCharsets.US_ASCII));
    VariableLength.write(out, data.length);
    out.put(data);
    out.putInt(Crc.of(out, from, out.position()));
  }

  /** Reads one that ends at {@code end} or before. */
  static RdvChunk read(ByteBuffer in, int end) {
    int from = in.position();
    byte[] letters = new byte[TYPE_BYTES];
    in.get(letters);
    String type = new String(letters, StandardCharsets.ISO_8859_1);
    if (!isType(type)) {
      throw new BadCodeException(
          "expected a type of four letters at byte "
              + from
              + ", found the bytes "
              + HexFormat.of().formatHex(letters));
    }
    long length = VariableLength.read(in);
    if (length > end - in.position() - Integer.BYTES) {
      throw new BadCodeException(
          "the chunk at byte " + from + " says that it is longer than the file");
    }
    byte[] data = new byte[(int) length];
    in.get(data);
    int computed = Crc.of(in, from, in.position());
    int stored = in.getInt();
    if (computed != stored) {
      throw new BadCodeException(
          String.format(
              Locale.ROOT,
              "expected the checksum %08x of chunk %s at byte %d, found %08x",
              stored,
              type,
              from,
              computed));
    }
    return new RdvChunk(type, data);
  }
}
