package org.rdvae.serve;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongBiFunction;

/**
 * Remembers values up to a number of bytes and forgets the one that was not asked for the longest.
 * A value larger than all of it is not kept. Safe for many threads.
 */
final class BoundedCache<K, V> {
  /** So that very many tiny values do not weigh more by their entries than by their bytes. */
  private static final int ENTRY_BYTES = 256;

  private final long capacity;
  private final ToLongBiFunction<K, V> size;
  private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param size of a key and its value, all that is reachable from them counted
   */
  BoundedCache(long capacity, ToLongBiFunction<K, V> size) {
    this.capacity = capacity;
    this.size = (key, value) -> size.applyAsLong(key, value) + ENTRY_BYTES;
  }

  synchronized Optional<V> find(K key) {
    return Optional.ofNullable(values.get(key));
  }

  synchronized void put(K key, V value) {
    long more = size.applyAsLong(key, value);
    if (more > capacity) {
      return;
    }
    V before = values.put(key, value);
    bytes += more - (before == null ? 0 : size.applyAsLong(key, before));
    Iterator<Map.Entry<K, V>> oldest = values.entrySet().iterator();
    while (bytes > capacity) {
      Map.Entry<K, V> forgotten = oldest.next();
      bytes -= size.applyAsLong(forgotten.getKey(), forgotten.getValue());
      oldest.remove();
    }
  }

  synchronized long bytes() {
    return bytes;
  }
}
