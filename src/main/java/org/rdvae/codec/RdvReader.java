package org.rdvae.codec;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads an {@code .rdv} file from its beginning to its end, and refuses it at the first thing that
 * is not as it must be.
 */
final class RdvReader {
  private final ByteBuffer in;
  private final String name;

  RdvReader(byte[] bytes, String name) {
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.name = name;
  }

  RdvFile read() {
    checkMagic();
    try {
      checkVersion();
      RdvHeader header = header();
      return new RdvFile(header, chunks());
    } catch (BufferUnderflowException e) {
      throw RdvRefusal.truncatedHeader(name, in.capacity());
    } catch (BadCodeException | IllegalArgumentException e) {
      throw RdvRefusal.damaged(name, e.getMessage());
    }
  }

  private void checkMagic() {
    byte[] found = new byte[Math.min(RdvFile.MAGIC.length, in.remaining())];
    in.get(found);
    if (!Arrays.equals(found, Arrays.copyOf(RdvFile.MAGIC, found.length))) {
      throw RdvRefusal.foreign(name, found);
    }
  }

  private void checkVersion() {
    int version = Byte.toUnsignedInt(in.get());
    if (version > RdvFile.VERSION) {
      throw RdvRefusal.tooNew(name, RdvFile.VERSION, version);
    }
    if (version < RdvFile.VERSION) {
      throw new BadCodeException("expected format version 1 or more, found " + version);
    }
  }

  /** Checks what follows the magic and the version up to the header's checksum, and the length. */
  private RdvHeader header() {
    RdvHeader header;
    long body;
    try {
      header = RdvHeader.read(in);
      body = VariableLength.read(in);
    } catch (BadCodeException e) {
      // An integer of variable length that does not end because the file does.
      throw in.hasRemaining() ? e : RdvRefusal.truncatedHeader(name, in.capacity());
    }
    int end = in.position();
    int stored = in.getInt();
    int computed = Crc.of(in, 0, end);
    if (computed != stored) {
      throw new BadCodeException(
          String.format(
              Locale.ROOT,
              "expected the checksum %08x of the header, found %08x",
              stored,
              computed));
    }
    if (body > Integer.MAX_VALUE) {
      throw new BadCodeException("the file says that it is longer than files can be");
    }
    if (body > in.remaining()) {
      throw RdvRefusal.truncated(name, in.position() + body, in.capacity());
    }
    if (body < in.remaining()) {
      throw RdvRefusal.extended(name, in.position() + body, in.capacity());
    }
    return header;
  }

  /** The header has said how long the file is: what does not fit now is damage. */
  private List<RdvChunk> chunks() {
    int end = in.limit() - RdvFile.END_MARK_BYTES;
    List<RdvChunk> chunks = new ArrayList<>();
    try {
      while (in.position() < end) {
        RdvChunk chunk = RdvChunk.read(in, end);
        if (chunk.isNeeded() && !chunk.type().equals(RdvChunk.DATA)) {
          throw RdvRefusal.unknownChunk(name, chunk.type());
        }
        chunks.add(chunk);
      }
      byte[] mark = new byte[RdvFile.END_MARK_BYTES];
      in.get(mark);
      if (!Arrays.equals(mark, RdvFile.END_MARK)) {
        throw new BadCodeException("expected the end mark in the last 4 bytes");
      }
    } catch (BufferUnderflowException e) {
      throw new BadCodeException("the chunks do not fill the file");
    }
    return chunks;
  }
}
