package org.rdvae.config;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.config.Value.Mapping;
import org.rdvae.config.Value.Scalar;
import org.rdvae.config.Value.Sequence;

/**
 * One {@code --set a.b.c=value} of the command line, put into the values of the file. Only the way
 * to the setting is decided here; whether such a setting exists and takes the value is left to
 * {@link Binder}, as for the file.
 */
final class Assignment {
  private final Place place;
  private final Problems problems;
  private final List<String> keys;
  private final Value value;

  private Assignment(Place place, Problems problems, List<String> keys, Value value) {
    this.place = place;
    this.problems = problems;
    this.keys = keys;
    this.value = value;
  }

  /**
   * The file's values with the assignment made; unchanged, with a problem added, when that is not
   * possible.
   */
  static Value apply(String text, Value file, SettingType.Group root, Problems problems) {
    Place place = Place.onCommandLine(text);
    int equals = text.indexOf('=');
    List<String> keys =
        equals < 0 ? List.of() : List.of(text.substring(0, equals).trim().split("\\.", -1));
    if (keys.isEmpty() || keys.contains("")) {
      problems.add(place, "", "expected a setting and its value, such as training.epochs=20");
      return file;
    }
    return ValueReader.read(text.substring(equals + 1), YamlPlaces.all(place), problems)
        .map(value -> new Assignment(place, problems, keys, value).into(file, root, 0))
        .orElse(file);
  }

  /**
   * The current value with the setting that the keys from {@code depth} on name replaced.
   *
   * @param current null where nothing is written
   * @param type null below an unknown key
   */
  private Value into(Value current, SettingType type, int depth) {
    if (depth == keys.size()) {
      return value;
    }
    if (type instanceof SettingType.Maybe maybe) {
      return into(current, maybe.inner(), depth);
    }
    if (type instanceof SettingType.Many many) {
      return intoList(current, many, depth);
    }
    if (type instanceof SettingType.Union union) {
      return intoChoice(current, union, depth);
    }
    if (type != null && !(type instanceof SettingType.Group)) {
      problems.add(
          place,
          path(depth),
          "expected a single value, found settings inside it (" + keys.get(depth) + ")");
      return current;
    }
    return intoMap(current, (SettingType.Group) type, depth);
  }

  private Value intoMap(Value current, SettingType.Group group, int depth) {
    if (current != null && !current.isNothing() && !(current instanceof Mapping)) {
      return current; // wrong already in the file, which will be reported
    }
    Mapping map = current instanceof Mapping mapping ? mapping : Mapping.empty(place);
    String key = keys.get(depth);
    SettingComponent component = group == null ? null : group.component(key).orElse(null);
    Value inside = map.get(key);
    if (inside == null && component != null && !component.initial().isEmpty()) {
      inside = Defaults.value(component);
    }
    return put(map, key, into(inside, component == null ? null : component.type(), depth + 1));
  }

  /**
   * {@code optimizer.adam.beta1} keeps the other settings of adam, and replaces any other optimiser
   * by adam.
   */
  private Value intoChoice(Value current, SettingType.Union union, int depth) {
    String name = keys.get(depth);
    Value inside = null;
    if (current instanceof Mapping map && map.fields().size() == 1) {
      inside = map.get(name);
    } else if (current instanceof Scalar scalar && scalar.text().equals(name)) {
      inside = Mapping.empty(scalar.place());
    }
    return put(Mapping.empty(place), name, into(inside, union.choices().get(name), depth + 1));
  }

  private Value intoList(Value current, SettingType.Many many, int depth) {
    List<Value> items =
        current instanceof Sequence sequence
            ? new ArrayList<>(sequence.items())
            : new ArrayList<>();
    String key = keys.get(depth);
    int index = key.matches("[0-9]{1,6}") ? Integer.parseInt(key) : Integer.MAX_VALUE;
    if (index >= items.size()) {
      String expected =
          items.isEmpty()
              ? "a whole list, since it is empty"
              : "an element from 0 to " + (items.size() - 1);
      problems.add(place, path(depth), "expected " + expected + ", found " + Quoted.of(key));
      return current;
    }
    items.set(index, into(items.get(index), many.element(), depth + 1));
    return new Sequence(items, current.place());
  }

  private static Value put(Mapping map, String key, Value value) {
    return value == null ? map : map.with(key, value);
  }

  private String path(int depth) {
    return String.join(".", keys.subList(0, depth));
  }
}
