package org.rdvae.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import org.rdvae.base.Sha256;

/**
 * The SHA-256 of parameters in order. Each counts as its name in UTF-8, a zero byte, the number of
 * dimensions and the dimensions as 64-bit integers, and the values; all little-endian.
 */
final class ModelHash {
  private ModelHash() {}

  /** 64 lower-case hex digits. */
  static String of(List<NamedTensor> parameters) {
    MessageDigest digest = Sha256.begin();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      for (NamedTensor parameter : parameters) {
        out.write(head(parameter.name(), parameter.shape()));
        TensorBytes.write(new StoredTensor.Floats(parameter.shape(), parameter.values()), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Sha256.end(digest);
  }

  /** What goes before the values of a parameter. */
  static byte[] head(String parameter, long... shape) {
    byte[] name = parameter.getBytes(StandardCharsets.UTF_8);
    ByteBuffer head =
        ByteBuffer.allocate(name.length + 1 + Long.BYTES * (1 + shape.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    head.put(name).put((byte) 0).putLong(shape.length);
    for (long dimension : shape) {
      head.putLong(dimension);
    }
    return head.array();
  }
}
