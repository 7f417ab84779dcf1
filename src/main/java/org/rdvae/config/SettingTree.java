package org.rdvae.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All settings below a group, each with its dotted path. The place of an element in a list is
 * written N. A choice inside itself, such as the layers of a residual block, is not followed again.
 */
final class SettingTree {

  /** One setting: a single value, a group, a list or a choice. Settings inside it follow it. */
  record Line(String path, SettingComponent component) {
    String key() {
      return component.key();
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private final Set<SettingType> around = new HashSet<>();

  private SettingTree() {}

  static List<Line> of(SettingType type) {
    return without(Set.of(), type);
  }

  /** Not following these choices either. */
  static List<Line> without(Set<SettingType> choices, SettingType type) {
    SettingTree tree = new SettingTree();
    tree.around.addAll(choices);
    tree.add(type, "");
    return List.copyOf(tree.lines);
  }

  private void add(SettingType type, String prefix) {
    if (type instanceof SettingType.Group group) {
      for (SettingComponent component : group.components()) {
        lines.add(new Line(prefix + component.key(), component));
        add(component.type(), prefix + component.key() + ".");
      }
    } else if (type instanceof SettingType.Union union && around.add(union)) {
      for (Map.Entry<String, SettingType.Group> choice : union.choices().entrySet()) {
        add(choice.getValue(), prefix + choice.getKey() + ".");
      }
      around.remove(union);
    } else if (type instanceof SettingType.Many many) {
      add(many.element(), prefix + "N.");
    } else if (type instanceof SettingType.Maybe maybe) {
      add(maybe.inner(), prefix);
    }
  }
}
