package org.rdvae.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Names that tell runs apart: the ends of their paths, as short as can be. */
final class RunNames {
  private RunNames() {}

  static List<String> of(List<Path> folders) {
    List<Path> paths = folders.stream().map(path -> path.toAbsolutePath().normalize()).toList();
    int longest = paths.stream().mapToInt(Path::getNameCount).max().orElse(0);
    List<String> names = List.of();
    for (int parts = 1; parts <= longest; parts++) {
      names = new ArrayList<>();
      for (Path path : paths) {
        int count = path.getNameCount();
        names.add(
            count == 0
                ? path.toString()
                : path.subpath(Math.max(0, count - parts), count).toString().replace('\\', '/'));
      }
      if (new HashSet<>(names).size() == new HashSet<>(paths).size()) {
        return names;
      }
    }
    return names;
  }
}
