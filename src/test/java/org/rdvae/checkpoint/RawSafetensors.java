package org.rdvae.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Builds files byte by byte, good and bad, without the code under test. */
final class RawSafetensors {
  private static final String ZEROS = "0".repeat(64);

  /** Metadata that a reader accepts, up to the tensors. */
  static final String OURS =
      "{\"__metadata__\":{\"rdvae.format\":\"1\",\"rdvae.sha256\":\"" + ZEROS + "\"}";

  private RawSafetensors() {}

  /** Header and data as they are. */
  static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  /** The same with the right digest in place of the header's first 64 zeros. */
  static byte[] sealed(String header, int dataBytes) {
    byte[] file = file(header, dataBytes);
    try {
      String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
      return file(header.replaceFirst(ZEROS, digest), dataBytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path save(Path folder, byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file.safetensors"), bytes);
  }
}
