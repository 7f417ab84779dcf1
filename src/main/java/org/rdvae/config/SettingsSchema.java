package org.rdvae.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rdvae.base.KebabCase;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Schema of configs, for editors: which keys there are, what they mean, their defaults and
 * ranges. Made from the settings records as the reference page is. Draft-07, the newest that YAML
 * editors know.
 *
 * <p>It takes every config that {@link ConfigReader} takes. The other way round it sees less: not
 * what settings mean together, nor whether files exist, nor spellings, since to a schema {@code
 * 1e3} and {@code 1000} are one number.
 */
public final class SettingsSchema {
  /** What the file with the text of {@link #json} is called. */
  public static final String FILE = "rdvae.schema.json";

  private static final String CODEC = "codec";

  /**
   * A setting that is a text takes numbers and truths too, as the text that they are written as.
   */
  private static final List<String> TEXT = List.of("string", "number", "boolean");

  /** Sections and choices by their names, each described once; layers contain layers. */
  private final Map<String, Object> definitions = new TreeMap<>();

  private final Map<String, Class<?>> defined = new LinkedHashMap<>();

  private SettingsSchema() {}

  /** The schema's text. */
  public static String json() {
    Separators separators =
        Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER);
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
    return JsonMapper.shared()
            .writer()
            .with(printer)
            .writeValueAsString(new SettingsSchema().root())
        + "\n";
  }

  private Map<String, Object> root() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", "rdvae config");
    root.put(
        "description",
        "A training of rdvae: of a codec if it has the section codec, else of a VAE.");
    root.put("type", "object");
    root.put("if", Map.of("required", List.of(CODEC)));
    root.put("then", reference(SettingType.group(CodecJob.class)));
    root.put("else", reference(SettingType.group(Job.class)));
    // So that an editor offers the section that decides; what is in it, the definition says.
    root.put("properties", Map.of(CODEC, Map.of("type", "object")));
    root.put("definitions", definitions);
    return root;
  }

  private Map<String, Object> reference(SettingType.Group group) {
    return reference(group.javaType(), () -> map(group));
  }

  private Map<String, Object> reference(SettingType.Union union) {
    return reference(union.javaType(), () -> choice(union));
  }

  private Map<String, Object> reference(Class<?> type, Definition definition) {
    String name = KebabCase.of(type.getSimpleName());
    Class<?> former = defined.putIfAbsent(name, type);
    if (former == null) {
      definitions.put(name, definition.make());
    } else if (former != type) {
      throw new IllegalStateException(former + " and " + type + " would both be called " + name);
    }
    return new LinkedHashMap<>(Map.of("$ref", "#/definitions/" + name));
  }

  private Map<String, Object> map(SettingType.Group group) {
    Map<String, Object> properties = new LinkedHashMap<>();
    group.components().forEach(inside -> properties.put(inside.key(), property(inside)));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    List<String> required = required(group);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private static List<String> required(SettingType.Group group) {
    return group.components().stream()
        .filter(SettingsSchema::isRequired)
        .map(SettingComponent::key)
        .toList();
  }

  private static boolean isRequired(SettingComponent component) {
    return component.initial().isEmpty()
        && !(component.type() instanceof SettingType.Maybe)
        && !(component.type() instanceof SettingType.Group group && required(group).isEmpty());
  }

  private Map<String, Object> property(SettingComponent component) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", component.sentence());
    if (!component.initial().isEmpty()) {
      schema.put("default", DefaultJson.of(component));
    }
    Map<String, Object> type = schema(component.type(), component.range());
    if (type.containsKey("$ref")) {
      // In draft-07 nothing counts beside a reference.
      schema.put("allOf", List.of(type));
    } else {
      schema.putAll(type);
    }
    return schema;
  }

  /** By its name alone, if nothing in it must be given, or by its name with settings. */
  private Map<String, Object> choice(SettingType.Union union) {
    List<String> names = new ArrayList<>();
    Map<String, Object> properties = new LinkedHashMap<>();
    union
        .choices()
        .forEach(
            (name, group) -> {
              if (required(group).isEmpty()) {
                names.add(name);
              }
              properties.put(name, map(group));
            });
    Map<String, Object> withSettings = new LinkedHashMap<>();
    withSettings.put("type", "object");
    withSettings.put("properties", properties);
    withSettings.put("additionalProperties", false);
    withSettings.put("minProperties", 1);
    withSettings.put("maxProperties", 1);
    return names.isEmpty()
        ? withSettings
        : Map.of("anyOf", List.of(Map.of("enum", names), withSettings));
  }

  private Map<String, Object> schema(SettingType type, Range range) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (type instanceof SettingType.Maybe maybe) {
      schema.put("anyOf", List.of(schema(maybe.inner(), range), Map.of("type", "null")));
    } else if (type instanceof SettingType.Group group) {
      return reference(group);
    } else if (type instanceof SettingType.Union union) {
      return reference(union);
    } else if (type instanceof SettingType.Many many) {
      schema.put("type", "array");
      schema.put("items", schema(many.element(), range));
    } else if (type instanceof SettingType.Choice choice) {
      schema.put("enum", List.copyOf(choice.constants().keySet()));
    } else if (type instanceof SettingType.Whole whole) {
      schema.put("type", "integer");
      double largest = whole.largest();
      limits(schema, new Range(Math.max(range.min(), -largest), range.max(), range.above()));
      schema.putIfAbsent("maximum", whole.largest());
    } else if (type instanceof SettingType.Real) {
      schema.put("type", "number");
      limits(schema, range);
    } else if (type instanceof SettingType.Truth) {
      schema.put("type", "boolean");
    } else {
      schema.put("type", TEXT);
      if (type instanceof SettingType.Location) {
        schema.put("pattern", "\\S");
      }
    }
    return schema;
  }

  private static void limits(Map<String, Object> schema, Range range) {
    if (range.min() != Double.NEGATIVE_INFINITY) {
      schema.put(range.above() ? "exclusiveMinimum" : "minimum", number(range.min()));
    }
    if (range.max() != Double.POSITIVE_INFINITY) {
      schema.put("maximum", number(range.max()));
    }
  }

  private static BigDecimal number(double number) {
    return new BigDecimal(NumberText.of(number));
  }

  /** Made after its name is known to be taken. */
  @FunctionalInterface
  private interface Definition {
    Object make();
  }
}
