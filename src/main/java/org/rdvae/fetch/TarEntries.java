package org.rdvae.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The files in a tar stream, one after the other. Names are given to look at: nothing here makes a
 * file of such a name, so that no name can lead out of a folder. What may be in an archive is for
 * the caller to say, who asks for the content with the size that it expects.
 *
 * <pre>
 *   name 0-99 | size 124-135, octal | type 156 | content, padded to 512 bytes
 * </pre>
 */
final class TarEntries {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int TYPE_AT = 156;

  /**
   * A file or something else.
   *
   * @param regular whether it is a plain file
   */
  record Entry(String name, long size, boolean regular) {}

  private final InputStream in;
  private final long mostBytes;
  private long read;
  private long left;

  /**
   * @param mostBytes of the whole stream, above which it is refused
   */
  TarEntries(InputStream in, long mostBytes) {
    this.in = in;
    this.mostBytes = mostBytes;
  }

  /** The next entry; what was not read of the one before is passed over. */
  Optional<Entry> next() throws IOException {
    take(left);
    in.skipNBytes(left);
    byte[] header = in.readNBytes(BLOCK);
    take(header.length);
    if (header.length == 0 || header[0] == 0) {
      return Optional.empty(); // The end, which is blocks of zeros.
    }
    if (header.length < BLOCK) {
      throw new IOException("expected a tar header of " + BLOCK + " bytes, found the end");
    }
    long size = size(header);
    left = (size + BLOCK - 1) / BLOCK * BLOCK;
    boolean regular = header[TYPE_AT] == '0' || header[TYPE_AT] == 0;
    return Optional.of(new Entry(text(header, 0, NAME_LENGTH), size, regular));
  }

  /** The content of the entry that came last, which must have this size. */
  byte[] content(int size) throws IOException {
    take(size);
    byte[] content = in.readNBytes(size);
    if (content.length < size) {
      throw new IOException("expected " + size + " bytes more, found " + content.length);
    }
    left -= size;
    return content;
  }

  private void take(long bytes) throws IOException {
    read += bytes;
    if (read > mostBytes) {
      throw new IOException("expected at most " + mostBytes + " bytes unpacked, found more");
    }
  }

  private static long size(byte[] header) throws IOException {
    String octal = text(header, SIZE_AT, SIZE_LENGTH).trim();
    if (!octal.matches("[0-7]{1,11}")) {
      throw new IOException("expected a size in octal digits in a tar header, found none");
    }
    return Long.parseLong(octal, 8);
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.ISO_8859_1);
  }
}
