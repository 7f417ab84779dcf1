package org.rdvae.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Turns the marks of the YAML parser, which count from 0, into places. */
final class YamlPlaces {
  private final BiFunction<Integer, Integer, Place> at;

  private YamlPlaces(BiFunction<Integer, Integer, Place> at) {
    this.at = at;
  }

  static YamlPlaces inFile(String label, Path folder) {
    return new YamlPlaces((line, column) -> Place.inFile(label, folder, line, column));
  }

  /** Every part of a short text has the same place. */
  static YamlPlaces all(Place place) {
    return new YamlPlaces((line, column) -> place);
  }

  Place start() {
    return at.apply(1, 1);
  }

  Place of(Event event) {
    return of(event.getStartMark());
  }

  private Place of(Optional<Mark> mark) {
    return mark.map(m -> at.apply(m.getLine() + 1, m.getColumn() + 1)).orElseGet(this::start);
  }

  /** Where the parser stopped. */
  Place of(YamlEngineException failure, String text) {
    if (failure instanceof MarkedYamlEngineException marked) {
      return of(marked.getProblemMark().or(marked::getContextMark));
    }
    if (failure instanceof ReaderException unreadable) {
      // The parser tells the index only when a character itself is at fault.
      int end =
          text.offsetByCodePoints(
              0, Math.min(unreadable.getPosition(), text.codePointCount(0, text.length())));
      String before = text.substring(0, end);
      int lines = (int) before.chars().filter(letter -> letter == '\n').count();
      return at.apply(lines + 1, end - before.lastIndexOf('\n'));
    }
    return start();
  }
}
