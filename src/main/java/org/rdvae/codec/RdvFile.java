package org.rdvae.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.rdvae.base.Failure;

/**
 * An {@code .rdv} file: images that a trained model has coded.
 *
 * <pre>
 *   89 'R' 'D' 'V' | version 1 | header | length of what follows the next field | CRC32C
 *   chunk | chunk | ... | 89 'E' 'N' 'D'
 * </pre>
 *
 * <p>Integers are of variable length where the page on the format does not give a number of bytes,
 * low byte first. Each byte is either under a checksum or must be exactly what it is, and the
 * length tells a file that was cut off from one that was damaged. Nothing is decoded here, and
 * nothing allocated that is longer than the file.
 */
public record RdvFile(RdvHeader header, List<RdvChunk> chunks) {
  static final byte[] MAGIC = {(byte) 0x89, 'R', 'D', 'V'};
  static final byte[] END_MARK = {(byte) 0x89, 'E', 'N', 'D'};

  /** Of the format: the only one there is so far. */
  public static final int VERSION = 1;

  /** How long the end mark is. */
  public static final int END_MARK_BYTES = 4;

  private static final int MOST_HEADER_BYTES = 48;

  public RdvFile {
    chunks = List.copyOf(chunks);
  }

  /** Whether a file that begins like this claims to be an {@code .rdv} file. */
  public static boolean claimsToBe(byte[] beginning) {
    return beginning.length >= MAGIC.length
        && Arrays.equals(beginning, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /**
   * Reads and verifies a file.
   *
   * @param name of the file, for messages
   * @throws Failure if the file is foreign, too new, truncated, extended or damaged, each with its
   *     own message
   */
  public static RdvFile read(byte[] bytes, String name) {
    return new RdvReader(bytes, name).read();
  }

  /** The whole file. */
  public byte[] toBytes() {
    byte[] head = headBytes();
    int body = bodyBytes();
    ByteBuffer out =
        ByteBuffer.allocate(Math.addExact(head.length, body)).order(ByteOrder.LITTLE_ENDIAN);
    out.put(head);
    for (RdvChunk chunk : chunks) {
      chunk.write(out);
    }
    out.put(END_MARK);
    return out.array();
  }

  /** How long the file is before its first chunk. */
  public int headerBytes() {
    return headBytes().length;
  }

  /** The data of the chunks of a type, in order. */
  public List<byte[]> data(String type) {
    return chunks.stream().filter(chunk -> chunk.type().equals(type)).map(RdvChunk::data).toList();
  }

  /**
   * Refuses the file if another model made it.
   *
   * @param modelHash of the model at hand, 16 hex digits or more
   * @param name of the file, for the message
   */
  public void requireModel(String modelHash, String name) {
    String found = RdvHeader.shortHash(modelHash);
    if (!found.equals(header.modelHash())) {
      throw RdvRefusal.wrongModel(name, header.modelHash(), found);
    }
  }

  private byte[] headBytes() {
    ByteBuffer out = ByteBuffer.allocate(MOST_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC);
    out.put((byte) VERSION);
    header.write(out);
    VariableLength.write(out, bodyBytes());
    out.putInt(Crc.of(out, 0, out.position()));
    return Arrays.copyOf(out.array(), out.position());
  }

  private int bodyBytes() {
    int bytes = END_MARK_BYTES;
    for (RdvChunk chunk : chunks) {
      bytes = Math.addExact(bytes, chunk.fileBytes());
    }
    return bytes;
  }
}
