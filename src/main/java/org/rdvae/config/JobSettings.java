package org.rdvae.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rdvae.report.ChangedSetting;

/**
 * The settings of a job one by one, each with its default, for reports. A choice is told by its
 * name, followed by its own settings; the elements of a list are one value, in which only what is
 * not at its default is written.
 */
public final class JobSettings {
  private final List<ChangedSetting> all = new ArrayList<>();
  private final List<ChangedSetting> changed = new ArrayList<>();

  /** Of a job as it was read. */
  public JobSettings(TrainingJob job) {
    group(SettingType.group(job.getClass()), job, Optional.empty(), "");
  }

  /** All of them. */
  public List<ChangedSetting> all() {
    return all;
  }

  /** Those that are not at their default, or have none. */
  public List<ChangedSetting> changed() {
    return changed;
  }

  /**
   * @param initial the same group as it is by default, where it stands in a choice that has one
   */
  private void group(
      SettingType.Group group, Object settings, Optional<Object> initial, String prefix) {
    for (SettingComponent component : group.components()) {
      Optional<Object> own =
          initial.isPresent() ? initial.map(component::valueIn) : initial(component);
      setting(component, component.valueIn(settings), own, prefix + component.key());
    }
  }

  private void setting(
      SettingComponent component, Object value, Optional<Object> initial, String path) {
    if (component.type() instanceof SettingType.Group group) {
      group(group, value, initial, path + ".");
    } else if (component.type() instanceof SettingType.Union union) {
      String name = union.nameOf(value);
      Optional<String> before = initial.map(union::nameOf);
      add(path, name, before.orElse(""), before.equals(Optional.of(name)));
      group(
          union.choices().get(name),
          value,
          initial.filter(choice -> choice.getClass() == value.getClass()),
          path + "." + name + ".");
    } else {
      add(
          path,
          text(component.type(), value),
          initial.map(before -> text(component.type(), before)).orElse(""),
          initial.isPresent() && Objects.equals(initial.get(), value));
    }
  }

  private void add(String path, String value, String initial, boolean same) {
    ChangedSetting setting = new ChangedSetting(path, value, initial);
    all.add(setting);
    if (!same) {
      changed.add(setting);
    }
  }

  /** A setting's default; what may be left out and has none is absent by default. */
  private static Optional<Object> initial(SettingComponent component) {
    if (component.initial().isEmpty()) {
      return component.type() instanceof SettingType.Maybe
          ? Optional.of(Optional.empty())
          : Optional.empty();
    }
    Place place = Place.ofDefault(component.key());
    Problems problems = new Problems(place);
    SettingType.Group none = new SettingType.Group(Object.class, List.of());
    Object value =
        new Binder(none, problems, false)
            .bind(component.type(), Defaults.value(component), Range.ALL, component.key());
    problems.throwIfAny();
    return Optional.ofNullable(value);
  }

  /** As a config would have it, without what is at its default. */
  private static String text(SettingType type, Object value) {
    if (type instanceof SettingType.Maybe maybe) {
      return ((Optional<?>) value).map(inner -> text(maybe.inner(), inner)).orElse("null");
    } else if (type instanceof SettingType.Many many) {
      return joined(
          "[", "]", ((List<?>) value).stream().map(e -> text(many.element(), e)).toList());
    } else if (type instanceof SettingType.Union union) {
      String name = union.nameOf(value);
      String settings = text(union.choices().get(name), value);
      return settings.equals("{}") ? name : name + ": " + settings;
    } else if (type instanceof SettingType.Group group) {
      return joined(
          "{",
          "}",
          group.components().stream()
              .map(component -> Map.entry(component, component.valueIn(value)))
              .filter(own -> !initial(own.getKey()).equals(Optional.of(own.getValue())))
              .map(own -> own.getKey().key() + ": " + text(own.getKey().type(), own.getValue()))
              .toList());
    }
    return FlowText.of(type, value);
  }

  private static String joined(String before, String after, List<String> parts) {
    return before + String.join(", ", parts) + after;
  }
}
