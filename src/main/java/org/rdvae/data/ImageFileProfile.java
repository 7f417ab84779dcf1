package org.rdvae.data;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The ICC profile of a picture as its file holds it: deflated in PNG, in numbered pieces in JPEG,
 * as it is in WebP. It is only looked into when asked for.
 */
final class ImageFileProfile {
  /** Far above any real profile of grey or colour, and small enough to make for a liar. */
  static final int MOST_BYTES = 1 << 20;

  private final SortedMap<Integer, byte[]> pieces = new TreeMap<>();
  private int expected = 1;
  private boolean deflated;

  /** A whole profile. */
  void set(byte[] bytes) {
    pieces.put(1, bytes);
  }

  /** What PNG's chunk {@code iCCP} holds: a name, a zero, the method 0, deflated bytes. */
  void setNamed(byte[] chunk) {
    int end = 0;
    while (end < chunk.length && chunk[end] != 0) {
      end++;
    }
    int from = Math.min(end + 2, chunk.length);
    byte[] bytes = new byte[chunk.length - from];
    System.arraycopy(chunk, from, bytes, 0, bytes.length);
    set(bytes);
    deflated = true;
  }

  /** Piece {@code number}, counted from 1, of {@code count}. */
  void add(int number, int count, byte[] bytes) {
    pieces.put(number, bytes);
    expected = count;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /**
   * The profile itself.
   *
   * @throws DataFormatException saying what is wrong with it
   */
  byte[] read() throws DataFormatException {
    if (pieces.size() != expected || pieces.firstKey() != 1 || pieces.lastKey() != expected) {
      throw new DataFormatException("some of its " + expected + " pieces are missing");
    }
    return deflated ? inflate(pieces.get(1)) : join(pieces.values());
  }

  private static byte[] join(Collection<byte[]> pieces) throws DataFormatException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    pieces.forEach(joined::writeBytes);
    if (joined.size() > MOST_BYTES) {
      throw tooLong();
    }
    return joined.toByteArray();
  }

  private static byte[] inflate(byte[] deflated) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] part = new byte[1 << 13];
      while (!inflater.finished()) {
        int count = inflater.inflate(part);
        if (count == 0) {
          throw new DataFormatException("its compressed bytes end too early");
        }
        bytes.write(part, 0, count);
        if (bytes.size() > MOST_BYTES) {
          throw tooLong();
        }
      }
      return bytes.toByteArray();
    } catch (DataFormatException e) {
      throw e.getMessage() == null ? new DataFormatException("it cannot be inflated") : e;
    } finally {
      inflater.end();
    }
  }

  private static DataFormatException tooLong() {
    return new DataFormatException("it has more than " + MOST_BYTES + " bytes");
  }
}
