package org.rdvae.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A safetensors file, good or bad, taken apart and put together without the code under test. */
public record SafetensorsBytes(byte[] header, byte[] data) {
  private static final String MARK = "\"rdvae.sha256\":\"";
  private static final int DIGITS = 64;

  /** Metadata that a reader accepts, up to the tensors. */
  static final String OURS =
      "{\"__metadata__\":{\"rdvae.format\":\"1\"," + MARK + "0".repeat(DIGITS) + "\"}";

  public static SafetensorsBytes of(byte[] file) {
    int length = Math.toIntExact(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong());
    return new SafetensorsBytes(
        Arrays.copyOfRange(file, 8, 8 + length), Arrays.copyOfRange(file, 8 + length, file.length));
  }

  /** Header and data as they are. */
  static byte[] file(String header, int dataBytes) {
    return withZeros(header, dataBytes).file();
  }

  /** The same with the right digest. */
  static byte[] sealed(String header, int dataBytes) {
    return withZeros(header, dataBytes).resealed();
  }

  private static SafetensorsBytes withZeros(String header, int dataBytes) {
    return new SafetensorsBytes(new byte[0], new byte[dataBytes]).withHeader(header);
  }

  static Path save(Path folder, byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file.safetensors"), bytes);
  }

  public String text() {
    return new String(header, StandardCharsets.UTF_8);
  }

  public SafetensorsBytes withHeader(String text) {
    return new SafetensorsBytes(text.getBytes(StandardCharsets.UTF_8), data);
  }

  public byte[] file() {
    return ByteBuffer.allocate(8 + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(data)
        .array();
  }

  /** The file with the digest made right; as it is, if it has no place for one. */
  public byte[] resealed() {
    String latin = new String(header, StandardCharsets.ISO_8859_1);
    int at = latin.indexOf(MARK) + MARK.length();
    byte[] file = file();
    if (at < MARK.length() || at + DIGITS > header.length) {
      return file;
    }
    Arrays.fill(file, 8 + at, 8 + at + DIGITS, (byte) '0');
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
      byte[] hex = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(hex, 0, file, 8 + at, DIGITS);
      return file;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The shapes that the header declares, by name. */
  public Map<String, String> shapes() {
    Map<String, String> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : JsonMapper.shared().readTree(text()).properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        shapes.put(entry.getKey(), entry.getValue().get("shape").toString().replace(",", ", "));
      }
    }
    return shapes;
  }

  /** The bytes that the header says are a tensor's. */
  public byte[] bytesOf(String name) {
    JsonNode offsets = JsonMapper.shared().readTree(text()).get(name).get("data_offsets");
    return Arrays.copyOfRange(data, offsets.get(0).asInt(), offsets.get(1).asInt());
  }
}
