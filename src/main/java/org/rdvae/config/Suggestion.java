package org.rdvae.config;

import java.util.List;
import java.util.Optional;
import org.rdvae.base.KebabCase;
import org.rdvae.config.SettingTree.Line;

/**
 * What an unknown key was probably meant to be: a key of the same group, or a setting that lives
 * elsewhere.
 */
final class Suggestion {
  private final List<Line> tree;

  Suggestion(SettingType.Group root) {
    this.tree = SettingTree.of(root);
  }

  static String didYouMean(String name) {
    return "; did you mean \"" + name + "\"?";
  }

  /**
   * The end of the message about a key that is none of the known keys of the group at {@code path}.
   *
   * @param otherwise the end when nothing is near
   */
  String forUnknown(String key, String path, List<String> known, String otherwise) {
    Optional<String> sibling = Nearest.of(key, known);
    Optional<String> elsewhere = elsewhere(key, path);
    if (sibling.isPresent()
        && (elsewhere.isEmpty()
            || distance(key, sibling.get()) <= 1 + distance(key, lastKey(elsewhere)))) {
      return didYouMean(sibling.get());
    }
    if (elsewhere.isPresent() && key.contains(".")) {
      return "; a file nests its keys, as in " + key.replace(".", ": {") + ": ...}";
    }
    return elsewhere.map(Suggestion::didYouMean).orElse(otherwise);
  }

  /**
   * The nearest by its last key; among equals the one that shares most of the path, then the one of
   * the fewest keys.
   */
  private Optional<String> elsewhere(String key, String path) {
    String name = key.substring(key.lastIndexOf('.') + 1);
    Optional<String> nearest = Nearest.of(name, tree.stream().map(Line::key).toList());
    String best = null;
    for (Line line : tree) {
      boolean candidate = nearest.isPresent() && line.key().equals(nearest.get());
      if (candidate && (best == null || fits(line.path(), path) > fits(best, path))) {
        best = line.path();
      }
    }
    return Optional.ofNullable(best);
  }

  private static int fits(String candidate, String path) {
    int shared = 0;
    while (shared < Math.min(candidate.length(), path.length())
        && candidate.charAt(shared) == path.charAt(shared)) {
      shared++;
    }
    return 100 * shared - candidate.split("\\.").length;
  }

  private static String lastKey(Optional<String> path) {
    return path.orElseThrow().substring(path.orElseThrow().lastIndexOf('.') + 1);
  }

  private static int distance(String word, String choice) {
    return Nearest.distance(KebabCase.of(word), choice);
  }
}
