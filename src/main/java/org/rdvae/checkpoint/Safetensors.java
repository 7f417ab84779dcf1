package org.rdvae.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rdvae.base.Sha256;

/**
 * Text and tensors, by name and in order, in one safetensors file that other languages read as
 * well:
 *
 * <pre>
 *   8 bytes          N, the length of the header, little-endian
 *   N bytes          header: JSON, padded with spaces so that the data begin at a multiple of 8
 *   all other bytes  data: the tensors one after the other, row-major, little-endian
 * </pre>
 *
 * The container adds two metadata keys of its own, which are not part of {@link #metadata}: {@code
 * rdvae.format}, the version, and {@code rdvae.sha256}, the SHA-256 of the whole file taken with
 * the digest's own 64 characters as zeros. Format: https://github.com/huggingface/safetensors.
 */
public record Safetensors(Map<String, String> metadata, Map<String, StoredTensor> tensors) {
  /** The version that is written, and the newest that is read. */
  static final int FORMAT_VERSION = 1;

  public Safetensors {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    if (metadata.containsKey(SafetensorsHeader.FORMAT)
        || metadata.containsKey(SafetensorsHeader.DIGEST)) {
      throw new IllegalArgumentException(
          "rdvae.format and rdvae.sha256 are written by the container");
    }
    if (tensors.containsKey("") || tensors.containsKey(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "a tensor's name must not be empty or " + SafetensorsHeader.METADATA);
    }
  }

  /**
   * Reads a file after verifying all of it.
   *
   * @throws org.rdvae.base.Failure naming the path, when the file is missing, unreadable, foreign,
   *     truncated, extended, damaged or too new
   */
  public static Safetensors read(Path path) {
    return SafetensorsReader.read(path);
  }

  /** Writes the file, or leaves what was there before; see {@link AtomicFile}. */
  public void write(Path path) {
    MessageDigest digest = Sha256.begin();
    try {
      encode(new DigestOutputStream(OutputStream.nullOutputStream(), digest), FileDigest.BLANK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String hex = Sha256.end(digest);
    AtomicFile.write(path, out -> encode(out, hex));
  }

  private void encode(OutputStream out, String digest) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(SafetensorsHeader.FORMAT, Integer.toString(FORMAT_VERSION));
    all.put(SafetensorsHeader.DIGEST, digest);
    all.putAll(metadata);
    byte[] header = HeaderJson.write(all, tensors);
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array());
    out.write(header);
    for (StoredTensor tensor : tensors.values()) {
      TensorBytes.write(tensor, out);
    }
  }
}
