package org.rdvae.reliability;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A safetensors file taken apart and put together by other code than the program's. */
record SafetensorsBytes(byte[] header, byte[] data) {
  private static final String MARK = "\"rdvae.sha256\":\"";
  private static final int DIGITS = 64;

  static SafetensorsBytes of(byte[] file) {
    int length = Math.toIntExact(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong());
    return new SafetensorsBytes(
        Arrays.copyOfRange(file, 8, 8 + length), Arrays.copyOfRange(file, 8 + length, file.length));
  }

  String text() {
    return new String(header, StandardCharsets.UTF_8);
  }

  SafetensorsBytes withHeader(String text) {
    return new SafetensorsBytes(text.getBytes(StandardCharsets.UTF_8), data);
  }

  byte[] file() {
    return ByteBuffer.allocate(8 + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(data)
        .array();
  }

  /** The file with the digest made right; as it is, if it has no place for one. */
  byte[] resealed() {
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
  Map<String, String> shapes() {
    Map<String, String> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : JsonMapper.shared().readTree(text()).properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        shapes.put(entry.getKey(), entry.getValue().get("shape").toString().replace(",", ", "));
      }
    }
    return shapes;
  }

  /** The bytes that the header says are a tensor's. */
  byte[] bytesOf(String name) {
    JsonNode offsets = JsonMapper.shared().readTree(text()).get(name).get("data_offsets");
    return Arrays.copyOfRange(data, offsets.get(0).asInt(), offsets.get(1).asInt());
  }
}
