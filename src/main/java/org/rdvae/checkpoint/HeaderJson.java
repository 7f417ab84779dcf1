package org.rdvae.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The header of a safetensors file to JSON and back:
 *
 * <pre>{"__metadata__":{key:text,...},name:{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},...}
 * </pre>
 *
 * Read token by token and not as a tree, so that a hostile header costs no more memory than its own
 * length suggests.
 */
final class HeaderJson {
  private static final int DEEPEST = 3;
  private static final int LONGEST_NUMBER = 20;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxStringLength(SafetensorsHeader.MOST_BYTES)
                  .build())
          .build();

  private HeaderJson() {}

  /**
   * The header of these tensors, laid out one after the other, padded with spaces to a multiple of
   * 8 bytes.
   */
  static byte[] write(Map<String, String> metadata, Map<String, StoredTensor> tensors) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeObjectPropertyStart(SafetensorsHeader.METADATA);
      metadata.forEach(json::writeStringProperty);
      json.writeEndObject();
      long begin = 0;
      for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
        StoredTensor tensor = entry.getValue();
        long end = begin + (long) tensor.size() * tensor.type().bytes();
        json.writeObjectPropertyStart(entry.getKey());
        json.writeStringProperty("dtype", tensor.type().name());
        json.writeName("shape");
        json.writeArray(tensor.shape(), 0, tensor.shape().length);
        json.writeName("data_offsets");
        json.writeArray(new long[] {begin, end}, 0, 2);
        json.writeEndObject();
        begin = end;
      }
      json.writeEndObject();
    }
    while (bytes.size() % Long.BYTES != 0) {
      bytes.write(' ');
    }
    if (bytes.size() > SafetensorsHeader.MOST_BYTES) {
      throw new IllegalArgumentException(
          "metadata and tensor names take "
              + bytes.size()
              + " bytes; at most "
              + SafetensorsHeader.MOST_BYTES
              + " fit the header");
    }
    return bytes.toByteArray();
  }

  /** What the header says, of known syntax but with nothing verified yet. */
  static SafetensorsHeader read(byte[] header) throws DataFormatException {
    // Decoded here, because a JSON parser given bytes would also take UTF-16 and UTF-32.
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw new DataFormatException("its header is not UTF-8");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<SafetensorsHeader.Entry> entries = new ArrayList<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      expect(json, json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        expect(json, json.nextToken(), JsonToken.START_OBJECT);
        if (name.equals(SafetensorsHeader.METADATA)) {
          readMetadata(json, metadata);
        } else {
          entries.add(readEntry(json, name));
        }
      }
      if (json.nextToken() != null) {
        throw new DataFormatException("its header goes on after the JSON object");
      }
    } catch (JacksonException e) {
      throw new DataFormatException(
          "its header is not the expected JSON: " + e.getOriginalMessage());
    }
    return new SafetensorsHeader(metadata, entries);
  }

  private static void readMetadata(JsonParser json, Map<String, String> metadata)
      throws DataFormatException {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      expect(json, json.nextToken(), JsonToken.VALUE_STRING);
      metadata.put(key, json.getString());
    }
  }

  private static SafetensorsHeader.Entry readEntry(JsonParser json, String name)
      throws DataFormatException {
    String type = null;
    long[] shape = null;
    long[] offsets = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      switch (key) {
        case "dtype" -> {
          expect(json, json.nextToken(), JsonToken.VALUE_STRING);
          type = json.getString();
        }
        case "shape" -> shape = readLongs(json);
        case "data_offsets" -> offsets = readLongs(json);
        default ->
            throw new DataFormatException(
                "tensor \"" + name + "\" has the unknown key \"" + key + "\"");
      }
    }
    if (type == null || shape == null || offsets == null || offsets.length != 2) {
      throw new DataFormatException(
          "tensor \"" + name + "\" needs dtype, shape and two data_offsets");
    }
    return new SafetensorsHeader.Entry(name, type, shape, offsets[0], offsets[1]);
  }

  private static long[] readLongs(JsonParser json) throws DataFormatException {
    expect(json, json.nextToken(), JsonToken.START_ARRAY);
    long[] values = new long[4];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json, json.currentToken(), JsonToken.VALUE_NUMBER_INT);
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = json.getLongValue();
    }
    return Arrays.copyOf(values, count);
  }

  private static void expect(JsonParser json, JsonToken found, JsonToken expected)
      throws DataFormatException {
    if (found != expected) {
      throw new DataFormatException(
          "its header has "
              + found
              + " at character "
              + json.currentTokenLocation().getCharOffset()
              + ", "
              + expected
              + " expected");
    }
  }
}
