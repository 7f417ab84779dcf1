package org.rdvae.config;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rdvae.config.Value.Mapping;
import org.rdvae.config.Value.Scalar;
import org.rdvae.config.Value.Sequence;

/** Defaults as JSON has them: what is a text in a config only its setting tells. */
final class DefaultJson {

  private DefaultJson() {}

  /** The default that is written beside a setting, which must have one. */
  static Object of(SettingComponent component) {
    return of(component.type(), Defaults.value(component));
  }

  private static Object of(SettingType type, Value value) {
    if (type instanceof SettingType.Maybe maybe) {
      return value.isNothing() ? null : of(maybe.inner(), value);
    } else if (type instanceof SettingType.Many many && value instanceof Sequence sequence) {
      return sequence.items().stream().map(item -> of(many.element(), item)).toList();
    } else if (value instanceof Mapping map) {
      return of(type, map);
    }
    String text = ((Scalar) value).text();
    if (type instanceof SettingType.Whole) {
      return Long.valueOf(text);
    } else if (type instanceof SettingType.Real) {
      return new BigDecimal(text);
    } else if (type instanceof SettingType.Truth) {
      return Boolean.valueOf(text);
    }
    return text;
  }

  private static Map<String, Object> of(SettingType type, Mapping map) {
    Map<String, Object> json = new LinkedHashMap<>();
    map.fields()
        .forEach(
            (key, field) -> {
              SettingType inside =
                  type instanceof SettingType.Union union
                      ? union.choices().get(key)
                      : ((SettingType.Group) type).component(key).orElseThrow().type();
              json.put(key, of(inside, field.value()));
            });
    return json;
  }
}
