package org.rdvae.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a config says before it is known which setting it is for: text, a list or a map, each with
 * its place.
 */
sealed interface Value {

  Place place();

  /** What a message says was found. */
  String found();

  /** Whether the value is written as nothing at all, {@code null} or {@code ~}. */
  default boolean isNothing() {
    return false;
  }

  /**
   * A single value, still as text: only the setting decides whether {@code no} is a text or a
   * mistake.
   *
   * @param plain written without quotes
   */
  record Scalar(String text, boolean plain, Place place) implements Value {
    @Override
    public boolean isNothing() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    @Override
    public String found() {
      return isNothing() ? "nothing" : (plain ? "" : "the quoted text ") + Quoted.of(text);
    }
  }

  /** Values in order. */
  record Sequence(List<Value> items, Place place) implements Value {
    @Override
    public String found() {
      return "a list";
    }
  }

  /** Values by key, in the order of the file. */
  record Mapping(Map<String, Field> fields, Place place) implements Value {
    static Mapping empty(Place place) {
      return new Mapping(Map.of(), place);
    }

    Value get(String key) {
      Field field = fields.get(key);
      return field == null ? null : field.value();
    }

    /** A copy in which the key has another value. */
    Mapping with(String key, Value value) {
      Map<String, Field> changed = new LinkedHashMap<>(fields);
      changed.put(key, new Field(value.place(), value));
      return new Mapping(changed, place);
    }

    @Override
    public String found() {
      return "a map";
    }
  }

  /** A value in a map, with the place of its key. */
  record Field(Place keyPlace, Value value) {}
}
