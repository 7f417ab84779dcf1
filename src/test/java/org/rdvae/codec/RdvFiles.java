package org.rdvae.codec;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/** Container files for tests: what is in them is symbols of a few tables, and no image. */
final class RdvFiles {
  static final String HASH = "0123456789abcdef";
  static final String NAME = "photo.rdv";

  private static final FrequencyTable[] TABLES = TestTables.scales(64);
  private static final int MOST_SYMBOLS = 100_000;

  private RdvFiles() {}

  /** A file of a size as a small photograph's, all kinds of chunks in it. */
  static RdvFile photo(Random random) {
    int width = 1 + random.nextInt(40);
    int height = 1 + random.nextInt(40);
    byte[] profile = new byte[random.nextInt(30)];
    random.nextBytes(profile);
    byte[] indexes = indexes(width * height);
    int[] symbols = TestTables.draw(indexes, TABLES, random);
    RansEncoder encoder = new RansEncoder();
    encoder.put(symbols, indexes, TABLES);
    RdvHeader header =
        new RdvHeader(
            HASH,
            width,
            height,
            1,
            new RdvKind.Lossy(1000 + random.nextInt(7001)),
            Crc.of(symbols));
    return new RdvFile(
        header,
        List.of(
            new RdvChunk(RdvChunk.DATA, encoder.finish()),
            new RdvChunk(RdvChunk.PROFILE, profile)));
  }

  /** The same file with other data. */
  static byte[] withData(RdvFile file, byte[] data) {
    RdvChunk changed = new RdvChunk(RdvChunk.DATA, data);
    return new RdvFile(file.header(), List.of(changed, file.chunks().get(1))).toBytes();
  }

  /** As a codec decodes: as many symbols as the header declares, and their checksum. */
  static void decode(RdvFile file) {
    RdvHeader header = file.header();
    long count = (long) header.width() * header.height();
    if (!(header.kind() instanceof RdvKind.Lossy) || count > MOST_SYMBOLS) {
      throw new BadCodeException("not a file that this test made");
    }
    List<byte[]> data = file.data(RdvChunk.DATA);
    if (data.size() != 1) {
      throw new BadCodeException("expected one chunk of data, found " + data.size());
    }
    int[] symbols = new int[(int) count];
    RansDecoder decoder = new RansDecoder(data.get(0));
    decoder.get(symbols, indexes(symbols.length), TABLES);
    decoder.finish();
    if (Crc.of(symbols) != header.contentChecksum()) {
      throw new BadCodeException("the symbols are not those that were encoded");
    }
  }

  private static byte[] indexes(int count) {
    byte[] indexes = new byte[count];
    for (int i = 0; i < count; i++) {
      indexes[i] = (byte) (i * 7 % TABLES.length);
    }
    return indexes;
  }

  /** The bytes with all lengths and checksums made right, as far as they are a file at all. */
  static byte[] resealed(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      in.position(14);
      for (int field = 0; field < 4; field++) {
        VariableLength.read(in);
      }
      in.getInt();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(bytes, 0, in.position());
      VariableLength.read(in);
      int rest = in.position() + Integer.BYTES;
      ByteBuffer length = ByteBuffer.allocate(VariableLength.MOST_BYTES);
      VariableLength.write(length, bytes.length - rest);
      out.write(length.array(), 0, length.position());
      byte[] head = out.toByteArray();
      in.position(rest);
      resealChunks(in);
      ByteBuffer whole =
          ByteBuffer.allocate(head.length + Integer.BYTES + bytes.length - rest)
              .order(ByteOrder.LITTLE_ENDIAN);
      whole.put(head).putInt(Crc.of(head, 0, head.length));
      return whole.put(in.array(), rest, bytes.length - rest).array();
    } catch (BufferUnderflowException | BadCodeException | IllegalArgumentException e) {
      return bytes;
    }
  }

  private static void resealChunks(ByteBuffer in) {
    int end = in.limit() - RdvFile.END_MARK_BYTES;
    while (in.position() + 5 < end) {
      int from = in.position();
      in.position(from + 4);
      long length = VariableLength.read(in);
      if (length > end - in.position() - Integer.BYTES) {
        return;
      }
      in.position(in.position() + (int) length);
      in.putInt(Crc.of(in, from, in.position()));
    }
  }
}
