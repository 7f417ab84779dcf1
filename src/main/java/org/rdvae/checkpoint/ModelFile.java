package org.rdvae.checkpoint;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.rdvae.base.Sha256;

/**
 * Tells which model a checkpoint holds from no more of the file than that takes: its header and its
 * parameters, which the hash covers as numbers of 32 bits. The moments of a full checkpoint are
 * passed over, so it costs no more than its slim form.
 *
 * <p>Nothing is verified here. Whoever then uses the file reads it with {@link Checkpoint#read}.
 */
public final class ModelFile {
  private static final int CHUNK_BYTES = 1 << 16;

  private ModelFile() {}

  /**
   * The {@link Checkpoint#modelHash} of the checkpoint in a file; empty if there is none in it, or
   * the file cannot be read.
   */
  public static Optional<String> hashOf(Path path) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      byte[] start = new byte[Long.BYTES];
      file.readFully(start);
      long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length < 2 || length > SafetensorsHeader.MOST_BYTES || length > file.length()) {
        return Optional.empty();
      }
      byte[] header = new byte[(int) length];
      file.readFully(header);
      SafetensorsHeader content = HeaderJson.read(header).verified();
      return CheckpointForm.isCheckpoint(content.metadata())
          ? Optional.of(hash(content, Long.BYTES + length, file))
          : Optional.empty();
    } catch (IOException | DataFormatException e) {
      return Optional.empty();
    }
  }

  private static String hash(SafetensorsHeader header, long data, RandomAccessFile file)
      throws IOException {
    MessageDigest digest = Sha256.begin();
    byte[] chunk = new byte[CHUNK_BYTES];
    for (SafetensorsHeader.Entry entry : header.entries()) {
      if (entry.name().startsWith(CheckpointForm.STATE)) {
        continue;
      }
      digest.update(ModelHash.head(entry.name(), entry.shape()));
      file.seek(data + entry.begin());
      boolean half = entry.type().equals(StoredTensor.Type.F16.name());
      long left = entry.end() - entry.begin();
      while (left > 0) {
        int count = (int) Math.min(left, CHUNK_BYTES);
        file.readFully(chunk, 0, count);
        digest.update(half ? widened(chunk, count) : chunk, 0, half ? 2 * count : count);
        left -= count;
      }
    }
    return Sha256.end(digest);
  }

  /**
   * What 32 bits make of numbers of 16, because the hash is of the numbers and not of the bytes.
   */
  private static byte[] widened(byte[] halves, int bytes) {
    ByteBuffer from = ByteBuffer.wrap(halves, 0, bytes).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer to = ByteBuffer.allocate(2 * bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (from.hasRemaining()) {
      to.putFloat(HalfPrecision.toFloat(from.getShort()));
    }
    return to.array();
  }
}
