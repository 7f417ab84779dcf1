package org.rdvae.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;

/**
 * What the JSON header of a safetensors file says: text by key, and where each tensor's bytes lie,
 * counted from the end of the header. Only {@link #verified} headers may be believed: every number
 * in an {@link Entry} is a claim until then.
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
  /**
   * Longest header that is read or written, in bytes: far above any real one, and small enough to
   * allocate for a liar.
   */
  static final int MOST_BYTES = 16 << 20;

  static final String METADATA = "__metadata__";
  static final String FORMAT = "rdvae.format";
  static final String DIGEST = "rdvae.sha256";

  /**
   * A tensor's claim: element type as written, shape, and the bytes from {@code begin} (inclusive)
   * to {@code end}.
   */
  record Entry(String name, String type, long[] shape, long begin, long end) {}

  /**
   * This header with its entries in the order of the data, after a check that they fill it from its
   * beginning without gap or overlap.
   */
  SafetensorsHeader verified() throws DataFormatException {
    List<Entry> inOrder = new ArrayList<>(entries);
    inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry entry : inOrder) {
      verify(entry);
      if (entry.begin < at) {
        throw wrong(
            entry,
            "begins at byte "
                + entry.begin
                + " and overlaps the tensor before it, which ends at "
                + at);
      }
      if (entry.begin > at) {
        throw wrong(entry, "begins at byte " + entry.begin + " and leaves a gap after byte " + at);
      }
      at = entry.end;
    }
    return new SafetensorsHeader(metadata, List.copyOf(inOrder));
  }

  /** Bytes of all tensors together; only of a {@link #verified} header. */
  long dataBytes() {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end;
  }

  private static void verify(Entry entry) throws DataFormatException {
    if (entry.name.isEmpty()) {
      throw new DataFormatException("a tensor has an empty name");
    }
    StoredTensor.Type type = typeOf(entry);
    long elements;
    long bytes;
    try {
      elements = StoredTensor.elements(entry.shape);
      bytes = Math.multiplyExact(elements, type.bytes());
    } catch (ArithmeticException e) {
      throw wrong(entry, "has the impossible shape " + Arrays.toString(entry.shape));
    }
    if (entry.begin < 0 || entry.end < entry.begin) {
      throw wrong(
          entry, "has the impossible data_offsets [" + entry.begin + ", " + entry.end + "]");
    }
    if (entry.end - entry.begin != bytes) {
      throw wrong(
          entry,
          "of type "
              + type
              + " and shape "
              + Arrays.toString(entry.shape)
              + " takes "
              + bytes
              + " bytes, its data_offsets give "
              + (entry.end - entry.begin));
    }
    if (elements > StoredTensor.MOST_ELEMENTS) {
      throw wrong(
          entry,
          "has "
              + elements
              + " elements; at most "
              + StoredTensor.MOST_ELEMENTS
              + " are supported");
    }
  }

  private static StoredTensor.Type typeOf(Entry entry) throws DataFormatException {
    for (StoredTensor.Type type : StoredTensor.Type.values()) {
      if (type.name().equals(entry.type)) {
        return type;
      }
    }
    throw wrong(
        entry,
        "has the type " + entry.type + ", which is not supported; F16, F32, F64 or I64 expected");
  }

  private static DataFormatException wrong(Entry entry, String what) {
    return new DataFormatException("tensor \"" + entry.name + "\" " + what);
  }
}
