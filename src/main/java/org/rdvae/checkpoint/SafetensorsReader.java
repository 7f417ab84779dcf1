package org.rdvae.checkpoint;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.rdvae.base.Failure;

/**
 * Reads one file, in this order: length of the header, digest of everything, JSON, version, layout,
 * and only then tensors. What is allocated is bounded by the file's real size, whatever its header
 * claims.
 *
 * <p>Random access files instead of channels: a channel closes itself when its thread is
 * interrupted, and an interrupted job still has to read and write.
 */
final class SafetensorsReader {
  /**
   * Longest header, in bytes, that is looked into to say what is wrong with a file whose digest is:
   * JSON of a liar takes twenty times its length.
   */
  private static final int MOST_TO_EXPLAIN = 1 << 20;

  private final Path path;
  private final RandomAccessFile file;
  private final long fileBytes;

  private SafetensorsReader(Path path, RandomAccessFile file) throws IOException {
    this.path = path;
    this.file = file;
    this.fileBytes = file.length();
  }

  static Safetensors read(Path path) {
    if (Files.notExists(path)) {
      throw new Failure(
          Failure.Kind.MISSING_PATH, path + " does not exist; a safetensors file expected");
    }
    if (!Files.isRegularFile(path)) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT,
          path + " cannot be read: a safetensors file expected, found a folder or device");
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      return new SafetensorsReader(path, file).read();
    } catch (IOException e) {
      throw new Failure(Failure.Kind.INPUT_OUTPUT, path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Safetensors read() throws IOException {
    byte[] header = readHeader();
    int digestAt = FileDigest.find(header);
    if (digestAt < 0) {
      throw withoutDigest(header);
    }
    String stated = new String(header, digestAt, FileDigest.LENGTH, StandardCharsets.ISO_8859_1);
    String computed = FileDigest.compute(header, digestAt, file);
    if (!computed.equals(stated)) {
      throw withWrongDigest(header, stated, computed);
    }
    SafetensorsHeader verified;
    try {
      SafetensorsHeader claimed = HeaderJson.read(header);
      requireKnownFormat(claimed.metadata());
      if (!stated.equals(claimed.metadata().get(SafetensorsHeader.DIGEST))) {
        throw new DataFormatException("rdvae.sha256 is not where it is expected, in its metadata");
      }
      verified = claimed.verified();
    } catch (DataFormatException e) {
      throw bad("is invalid: " + e.getMessage());
    }
    requireDataBytes(verified.dataBytes(), header.length);
    return readTensors(verified, header.length);
  }

  private byte[] readHeader() throws IOException {
    if (fileBytes < Long.BYTES) {
      throw bad(
          "is truncated or no safetensors file: "
              + fileBytes
              + " bytes found, at least 8 expected");
    }
    byte[] length = new byte[Long.BYTES];
    file.readFully(length);
    long headerBytes = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
    int first = file.read();
    if (headerBytes < 2
        || headerBytes > SafetensorsHeader.MOST_BYTES
        || (first >= 0 && first != '{')) {
      throw bad(
          "is not a safetensors file: it does not begin with a header's length of 2 to "
              + SafetensorsHeader.MOST_BYTES
              + " and a brace");
    }
    if (headerBytes > fileBytes - Long.BYTES) {
      throw truncated(Long.BYTES + headerBytes);
    }
    byte[] header = new byte[(int) headerBytes];
    file.seek(Long.BYTES);
    file.readFully(header);
    return header;
  }

  private Failure withoutDigest(byte[] header) {
    if (header.length > MOST_TO_EXPLAIN) {
      return bad("is not a safetensors file of rdvae, or damaged: its header has no rdvae.sha256");
    }
    Map<String, String> metadata;
    try {
      metadata = HeaderJson.read(header).metadata();
    } catch (DataFormatException e) {
      return bad("is not a safetensors file, or its header is damaged: " + e.getMessage());
    }
    return metadata.containsKey(SafetensorsHeader.FORMAT)
        ? bad(
            "has no legible rdvae.sha256 in its metadata: it is damaged or was rewritten by another program")
        : bad("is a safetensors file, but not one of rdvae: its metadata has no rdvae.format");
  }

  /**
   * A cut or extended file has a wrong digest too; when the header is still sound, the sizes tell
   * which it is.
   */
  private Failure withWrongDigest(byte[] header, String stated, String computed) {
    try {
      if (header.length <= MOST_TO_EXPLAIN) {
        requireDataBytes(HeaderJson.read(header).verified().dataBytes(), header.length);
      }
    } catch (DataFormatException e) {
      // The header is among what is damaged.
    } catch (Failure otherSize) {
      return otherSize;
    }
    return bad("is damaged: its SHA-256 is " + computed + ", its metadata says " + stated);
  }

  private void requireKnownFormat(Map<String, String> metadata) throws DataFormatException {
    String format = metadata.get(SafetensorsHeader.FORMAT);
    if (format == null) {
      throw new DataFormatException("its metadata has no rdvae.format");
    }
    if (!format.matches("[1-9][0-9]{0,8}")) {
      throw new DataFormatException(
          "rdvae.format is \"" + format + "\", a whole number from 1 expected");
    }
    if (Integer.parseInt(format) > Safetensors.FORMAT_VERSION) {
      throw bad(
          "is too new: it has format "
              + format
              + ", this rdvae reads formats up to "
              + Safetensors.FORMAT_VERSION
              + "; use a newer rdvae");
    }
  }

  private void requireDataBytes(long dataBytes, int headerBytes) {
    long found = fileBytes - Long.BYTES - headerBytes;
    if (found < dataBytes) {
      throw truncated(Long.BYTES + headerBytes + dataBytes);
    }
    if (found > dataBytes) {
      throw bad(
          "has "
              + (found - dataBytes)
              + " bytes too many at its end: "
              + (Long.BYTES + headerBytes + dataBytes)
              + " bytes expected, "
              + fileBytes
              + " found");
    }
  }

  private Safetensors readTensors(SafetensorsHeader header, int headerBytes) throws IOException {
    file.seek(Long.BYTES + headerBytes);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry entry : header.entries()) {
      tensors.put(
          entry.name(),
          TensorBytes.read(StoredTensor.Type.valueOf(entry.type()), entry.shape(), file));
    }
    Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
    metadata.keySet().removeAll(List.of(SafetensorsHeader.FORMAT, SafetensorsHeader.DIGEST));
    return new Safetensors(metadata, tensors);
  }

  private Failure truncated(long expected) {
    return bad("is truncated: " + expected + " bytes expected, " + fileBytes + " found");
  }

  private Failure bad(String what) {
    return new Failure(Failure.Kind.BAD_DATA, path + " " + what);
  }
}
