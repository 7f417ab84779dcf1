package org.rdvae.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.rdvae.base.Failure;
import org.rdvae.base.Printable;
import org.rdvae.data.ImageFileException.Reason;

/** The files of a folder that cannot be used. Not thread-safe. */
final class BadImages {
  private static final int MOST_IN_FAILURE = 10;
  private static final int MOST_IN_NOTE = 3;

  private record Problem(String name, ImageFileException cause) {}

  private final List<Problem> problems = new ArrayList<>();
  private int files;

  /** Counts a file that could be used. */
  void addGood() {
    files++;
  }

  void add(String name, ImageFileException cause) {
    files++;
    problems.add(new Problem(name, cause));
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** Names the first ten with what is wrong, each in a line, and says how to go on. */
  Failure failure(String place, Remedy remedy) {
    StringBuilder message = new StringBuilder();
    message.append(
        String.format(
            Locale.ROOT,
            "%s: expected readable pictures only, found %,d of %,d that cannot be read:",
            place,
            problems.size(),
            files));
    List<Problem> inOrder = inOrder();
    for (Problem problem : inOrder.subList(0, Math.min(inOrder.size(), MOST_IN_FAILURE))) {
      message.append("\n  ").append(Printable.line(problem.name));
      message.append(": ").append(problem.cause.getMessage());
    }
    if (inOrder.size() > MOST_IN_FAILURE) {
      message.append(
          String.format(Locale.ROOT, "\n  and %,d more", inOrder.size() - MOST_IN_FAILURE));
    }
    message.append("\n").append(remedy.ofBadImages());
    return new Failure(Failure.Kind.BAD_DATA, message.toString());
  }

  /**
   * For instance: skipped 3 of 20,000 images: 2 not an image (a.jpg, b.png), 1 too large (c.png).
   */
  String note() {
    Map<Reason, List<String>> names = new EnumMap<>(Reason.class);
    for (Problem problem : inOrder()) {
      names
          .computeIfAbsent(problem.cause.reason(), reason -> new ArrayList<>())
          .add(Printable.line(problem.name));
    }
    String reasons =
        names.entrySet().stream()
            .map(
                entry ->
                    String.format(
                        Locale.ROOT,
                        "%,d %s (%s)",
                        entry.getValue().size(),
                        entry.getKey().words,
                        first(entry.getValue())))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT, "skipped %,d of %,d images: %s", problems.size(), files, reasons);
  }

  private List<Problem> inOrder() {
    return problems.stream().sorted(Comparator.comparing(Problem::name)).toList();
  }

  private static String first(List<String> names) {
    return names.stream().limit(MOST_IN_NOTE).collect(Collectors.joining(", "))
        + (names.size() > MOST_IN_NOTE ? ", ..." : "");
  }
}
