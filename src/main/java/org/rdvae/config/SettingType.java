package org.rdvae.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rdvae.base.KebabCase;

/**
 * What a setting can hold: the Java types that settings records may use, as the config sees them.
 */
sealed interface SettingType {

  /** An int, or with {@code wide} a long. */
  record Whole(boolean wide) implements SettingType {
    long largest() {
      return wide ? Long.MAX_VALUE : Integer.MAX_VALUE;
    }
  }

  /** A finite double. */
  record Real() implements SettingType {}

  /** A boolean. */
  record Truth() implements SettingType {}

  /** A string. */
  record Text() implements SettingType {}

  /** A path to something that exists. */
  record Location() implements SettingType {}

  /** An enum, its constants by their names in the config. */
  record Choice(Map<String, Object> constants) implements SettingType {}

  /** An Optional. */
  record Maybe(SettingType inner) implements SettingType {}

  /** A List. */
  record Many(SettingType element) implements SettingType {}

  /** A settings record. */
  record Group(Class<?> javaType, List<SettingComponent> components) implements SettingType {
    List<String> keys() {
      return components.stream().map(SettingComponent::key).toList();
    }

    Optional<SettingComponent> component(String key) {
      return components.stream().filter(component -> component.key().equals(key)).findFirst();
    }
  }

  /** A sealed interface, its records by their names in the config. */
  record Union(Class<?> javaType) implements SettingType {
    /** Looked up when asked for, because a choice may contain the union itself, as layers do. */
    Map<String, Group> choices() {
      // Sorted, because the order of permitted classes changes with the order in which they are
      // compiled.
      Map<String, Group> choices = new TreeMap<>();
      kinds(javaType).forEach(kind -> choices.put(name(kind), group(kind)));
      return choices;
    }

    /** Those of a group of kinds are kinds themselves. */
    private static Stream<Class<?>> kinds(Class<?> union) {
      return Stream.of(union.getPermittedSubclasses())
          .flatMap(kind -> kind.isSealed() ? kinds(kind) : Stream.of(kind));
    }

    /** {@code GaussianLikelihood} among kinds of {@code Likelihood} is just gaussian. */
    private String name(Class<?> choice) {
      String kind = javaType.getSimpleName();
      String name = choice.getSimpleName();
      return KebabCase.of(
          name.endsWith(kind) ? name.substring(0, name.length() - kind.length()) : name);
    }

    String nameOf(Object settings) {
      return choices().entrySet().stream()
          .filter(choice -> choice.getValue().javaType() == settings.getClass())
          .findFirst()
          .orElseThrow()
          .getKey();
    }
  }

  static Group group(Class<?> settings) {
    return new Group(
        settings, Stream.of(settings.getRecordComponents()).map(SettingComponent::of).toList());
  }

  static SettingType of(Type type) {
    if (type instanceof ParameterizedType generic) {
      SettingType inner = of(generic.getActualTypeArguments()[0]);
      if (generic.getRawType() == Optional.class) {
        return new Maybe(inner);
      }
      if (generic.getRawType() == List.class) {
        return new Many(inner);
      }
    } else if (type == int.class || type == Integer.class) {
      return new Whole(false);
    } else if (type == long.class || type == Long.class) {
      return new Whole(true);
    } else if (type == double.class || type == Double.class) {
      return new Real();
    } else if (type == boolean.class || type == Boolean.class) {
      return new Truth();
    } else if (type == String.class) {
      return new Text();
    } else if (type == Path.class) {
      return new Location();
    } else if (type instanceof Class<?> settings && settings.isEnum()) {
      return choice(settings);
    } else if (type instanceof Class<?> settings && settings.isRecord()) {
      return group(settings);
    } else if (type instanceof Class<?> settings && settings.isSealed()) {
      return new Union(settings);
    }
    throw new IllegalStateException("no setting can be a " + type.getTypeName());
  }

  private static Choice choice(Class<?> settings) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : settings.getEnumConstants()) {
      constants.put(KebabCase.of(((Enum<?>) constant).name()), constant);
    }
    return new Choice(constants);
  }

  /** What may be written, to be put behind "expected": "a whole number of at least 1". */
  default String expected(Range range) {
    if (this instanceof Whole) {
      return "a whole number" + range.words();
    } else if (this instanceof Real) {
      return "a number" + range.words();
    } else if (this instanceof Truth) {
      return "true or false";
    } else if (this instanceof Location) {
      return "a path";
    } else if (this instanceof Choice choice) {
      return names(choice.constants());
    } else if (this instanceof Union union) {
      return names(union.choices());
    } else if (this instanceof Maybe maybe) {
      return maybe.inner().expected(range) + " or null";
    } else if (this instanceof Many many) {
      return "a list, each " + many.element().expected(range);
    } else if (this instanceof Group group) {
      return "settings (" + String.join(", ", group.keys()) + ")";
    }
    return "a text";
  }

  private static String names(Map<String, ?> choices) {
    return (choices.size() == 1 ? "" : "one of ") + String.join(", ", choices.keySet());
  }
}
