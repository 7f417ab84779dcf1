package org.rdvae.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rdvae.base.Failure;

/**
 * Everything found wrong with a config, reported together, in the order of the file and then of the
 * command line.
 */
final class Problems {
  private static final int MOST_SHOWN = 50;

  private record Problem(Place place, String message) {}

  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Place> places = new HashMap<>();

  Problems(Place start) {
    places.put("", start);
  }

  /** Remembers where a setting was written, for problems that are found after reading. */
  void remember(String path, Place place) {
    if (!place.isDefault()) {
      places.put(path, place);
    }
  }

  /**
   * A problem of the setting with this dotted path, or, with an empty path, of the whole config.
   */
  void add(Place place, String path, String message) {
    problems.add(new Problem(place, path.isEmpty() ? message : path + ": " + message));
  }

  /**
   * The same for a setting whose place was remembered; for one left to its default, the nearest
   * enclosing one that was not.
   */
  void problem(String path, String message) {
    String known = path;
    while (!places.containsKey(known)) {
      known = known.substring(0, Math.max(0, known.lastIndexOf('.')));
    }
    add(places.get(known), path, message);
  }

  void throwIfAny() {
    if (problems.isEmpty()) {
      return;
    }
    problems.sort(
        Comparator.comparingInt((Problem p) -> p.place().line())
            .thenComparingInt(p -> p.place().column()));
    String lines =
        problems.stream()
            .limit(MOST_SHOWN)
            .map(problem -> problem.place().where() + ": " + problem.message())
            .collect(Collectors.joining("\n"));
    int hidden = problems.size() - MOST_SHOWN;
    throw new Failure(
        Failure.Kind.BAD_CONFIG, hidden > 0 ? lines + "\nand " + hidden + " more problems" : lines);
  }
}
