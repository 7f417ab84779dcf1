package org.rdvae.config;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rdvae.base.Failure;
import org.rdvae.base.SelfChecking;
import org.rdvae.base.SelfContained;
import org.rdvae.config.Value.Field;
import org.rdvae.config.Value.Mapping;
import org.rdvae.config.Value.Scalar;
import org.rdvae.config.Value.Sequence;

/**
 * Values to settings records. A value that cannot be bound adds its problem and becomes null, and
 * so does everything that contains it, while its neighbours are still read: one run finds all
 * problems.
 */
final class Binder {
  private final Problems problems;
  private final Scalars scalars;
  private final Suggestion suggestion;
  private final Map<Class<?>, Object> sections = new HashMap<>();

  Binder(SettingType.Group root, Problems problems, boolean pathsMustExist) {
    this.problems = problems;
    this.scalars = new Scalars(pathsMustExist);
    this.suggestion = new Suggestion(root);
  }

  /** The last record of this class that was bound; empty when it had a problem. */
  <T> Optional<T> section(Class<T> record) {
    return Optional.ofNullable(record.cast(sections.get(record)));
  }

  Object bind(SettingType type, Value value, Range range, String path) {
    problems.remember(path, value.place());
    if (type instanceof SettingType.Maybe maybe) {
      Object inner = value.isNothing() ? null : bind(maybe.inner(), value, range, path);
      return inner == null && !value.isNothing() ? null : Optional.ofNullable(inner);
    } else if (type instanceof SettingType.Many many && value instanceof Sequence sequence) {
      return list(many, sequence, range, path);
    } else if (type instanceof SettingType.Group group && value instanceof Mapping map) {
      return group(group, map, path);
    } else if (type instanceof SettingType.Union union
        && value instanceof Mapping map
        && !map.fields().isEmpty()) {
      return choice(union, map, path);
    } else if (type instanceof SettingType.Union union
        && value instanceof Scalar scalar
        && !scalar.isNothing()) {
      return choice(union, scalar.text(), scalar.place(), Mapping.empty(scalar.place()), path);
    } else if (value instanceof Scalar scalar && isSingle(type)) {
      return scalars.bind(type, scalar, range, path, problems);
    }
    problems.add(
        value.place(), path, "expected " + type.expected(range) + ", found " + value.found());
    return null;
  }

  private static boolean isSingle(SettingType type) {
    return !(type instanceof SettingType.Many
        || type instanceof SettingType.Group
        || type instanceof SettingType.Union);
  }

  private Object list(SettingType.Many many, Sequence sequence, Range range, String path) {
    List<Object> elements = new ArrayList<>();
    for (Value item : sequence.items()) {
      elements.add(bind(many.element(), item, range, below(path, String.valueOf(elements.size()))));
    }
    return elements.contains(null) ? null : List.copyOf(elements);
  }

  private Object choice(SettingType.Union union, Mapping map, String path) {
    List<String> names = List.copyOf(map.fields().keySet());
    Field first = map.fields().get(names.get(0));
    if (names.size() > 1) {
      String hint =
          first.value().isNothing()
              ? "; the settings of " + names.get(0) + " must be indented below it"
              : "";
      String found = Quoted.oneLine(String.join(", ", names), 100);
      problems.add(
          map.place(),
          path,
          "expected " + union.expected(Range.ALL) + ", found all of " + found + hint);
      return null;
    }
    return choice(union, names.get(0), first.keyPlace(), first.value(), path);
  }

  private Object choice(
      SettingType.Union union, String name, Place place, Value settings, String path) {
    SettingType.Group group = union.choices().get(name);
    if (group == null) {
      String expected = "expected " + union.expected(Range.ALL) + ", found " + Quoted.of(name);
      List<String> names = List.copyOf(union.choices().keySet());
      problems.add(place, path, expected + suggestion.forUnknown(name, path, names, ""));
      return null;
    }
    return bind(group, settings, Range.ALL, below(path, name));
  }

  private Object group(SettingType.Group group, Mapping map, String path) {
    Set<String> meant = new HashSet<>();
    List<String> candidates = candidates(group, map);
    map.fields().forEach((key, field) -> refuseUnknown(key, field, group, candidates, path, meant));
    List<Object> arguments = new ArrayList<>();
    for (SettingComponent component : group.components()) {
      arguments.add(component(component, map, below(path, component.key()), meant));
    }
    // Of a misspelt setting the default was taken, which must not be held against others.
    boolean misspelt = !group.keys().containsAll(map.fields().keySet());
    if (misspelt || arguments.contains(null)) {
      return null;
    }
    Object settings = selfContained(construct(group, arguments), map.place(), path);
    sections.put(group.javaType(), settings);
    return settings;
  }

  private Object selfContained(Object settings, Place place, String path) {
    try {
      if (settings instanceof SelfChecking own) {
        own.check();
      }
      return settings instanceof SelfContained named
          ? named.selfContained(ConfigReader::text)
          : settings;
    } catch (Failure e) {
      problems.add(place, path, e.getMessage());
      return null;
    }
  }

  /** Keys that a misspelt one may mean: of two that are equally near, the one not yet given. */
  private static List<String> candidates(SettingType.Group group, Mapping map) {
    List<String> candidates = new ArrayList<>(group.keys());
    candidates.sort(Comparator.comparing(key -> map.get(key) != null));
    return candidates;
  }

  private void refuseUnknown(
      String key,
      Field field,
      SettingType.Group group,
      List<String> candidates,
      String path,
      Set<String> meant) {
    if (group.component(key).isEmpty()) {
      Nearest.of(key, candidates).ifPresent(meant::add);
      List<String> keys = group.keys();
      String known =
          keys.isEmpty()
              ? "; there are no settings here"
              : "; known here: " + String.join(", ", keys);
      String end = suggestion.forUnknown(key, path, candidates, known);
      problems.add(field.keyPlace(), path, "unknown setting " + Quoted.of(key) + end);
    }
  }

  /** A required setting is not called missing when an unknown key was probably meant to be it. */
  private Object component(
      SettingComponent component, Mapping map, String path, Set<String> meant) {
    Value written = map.get(component.key());
    if (written != null) {
      return bind(component.type(), written, component.range(), path);
    } else if (!component.initial().isEmpty()) {
      return bind(component.type(), Defaults.value(component), component.range(), path);
    } else if (component.type() instanceof SettingType.Group group
        && !meant.contains(component.key())) {
      return group(group, Mapping.empty(map.place()), path);
    } else if (component.type() instanceof SettingType.Maybe) {
      return Optional.empty();
    } else if (!meant.contains(component.key())) {
      problems.add(map.place(), path, "missing; expected " + component.expected());
    }
    return null;
  }

  private static Object construct(SettingType.Group group, List<Object> arguments) {
    Class<?>[] types =
        group.components().stream().map(SettingComponent::javaType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = group.javaType().getDeclaredConstructor(types);
      return constructor.newInstance(arguments.toArray());
    } catch (ReflectiveOperationException e) {
      throw new Failure(
          Failure.Kind.BUG, "cannot make " + group.javaType().getName() + " of " + arguments, e);
    }
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
