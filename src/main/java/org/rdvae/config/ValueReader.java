package org.rdvae.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rdvae.config.Value.Field;
import org.rdvae.config.Value.Mapping;
import org.rdvae.config.Value.Scalar;
import org.rdvae.config.Value.Sequence;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 text to values with places. It builds on the parser's events and not on its node trees,
 * because only here can depth and size be limited while reading: a text of a few lines can ask for
 * a billion values through aliases of aliases, or for a nesting that no stack holds. Tags such as
 * {@code !!int} are refused, since the setting alone decides about types.
 */
final class ValueReader {
  static final int LONGEST_TEXT = 1_000_000;
  static final int DEEPEST = 32;
  static final int MOST_VALUES = 20_000;

  private record Anchored(Value value, int size) {}

  private final Iterator<Event> events;
  private final YamlPlaces places;
  private final Problems problems;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private int size;

  private ValueReader(Iterator<Event> events, YamlPlaces places, Problems problems) {
    this.events = events;
    this.places = places;
    this.problems = problems;
  }

  /**
   * The value that the text holds; empty, with a problem added, when it is not readable or holds no
   * value.
   */
  static Optional<Value> read(String text, YamlPlaces places, Problems problems) {
    if (text.length() > LONGEST_TEXT) {
      String found =
          text.length() + " characters, more than a config can have (" + LONGEST_TEXT + ")";
      problems.add(places.start(), "", "found " + found);
      return Optional.empty();
    }
    try {
      Parse parse = new Parse(LoadSettings.builder().setCodePointLimit(LONGEST_TEXT).build());
      return new ValueReader(parse.parseString(text).iterator(), places, problems).document();
    } catch (YamlEngineException e) {
      problems.add(places.of(e, text), "", "not readable as YAML: " + SyntaxMessage.of(e));
    } catch (Unreadable e) {
      problems.add(e.place, "", e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<Value> document() {
    events.next(); // the start of the stream
    Event start = events.next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      return Optional.of(new Scalar("", true, places.start()));
    }
    Value value = value(events.next(), places.start(), "", 0);
    events.next(); // the end of the document
    Event next = events.next();
    if (next.getEventId() != Event.ID.StreamEnd) {
      throw new Unreadable(places.of(next), "expected one YAML document, found a second one");
    }
    return Optional.of(value);
  }

  /**
   * @param key where the key of this value is; a block map or list is reported there, since its own
   *     mark lies in the next line
   */
  private Value value(Event event, Place key, String path, int depth) {
    if (depth > DEEPEST) {
      throw new Unreadable(places.of(event), "values are nested more than " + DEEPEST + " deep");
    }
    if (event instanceof AliasEvent alias) {
      return anchored(alias);
    }
    int sizeBefore = size;
    grow(1, event);
    Value value = written(event, key, path, depth);
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(name -> anchors.put(name, new Anchored(value, size - sizeBefore)));
    return value;
  }

  private Value written(Event event, Place key, String path, int depth) {
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), event);
      return new Scalar(scalar.getValue(), scalar.isPlain(), places.of(event));
    }
    CollectionStartEvent collection = (CollectionStartEvent) event;
    refuseTag(collection.getTag(), event);
    Place place = collection.isFlow() ? places.of(event) : key;
    return event.getEventId() == Event.ID.MappingStart
        ? mapping(place, path, depth)
        : sequence(place, path, depth);
  }

  private Value sequence(Place place, String path, int depth) {
    List<Value> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(
          value(event, places.of(event), below(path, String.valueOf(items.size())), depth + 1));
    }
    return new Sequence(items, place);
  }

  private Value mapping(Place place, String path, int depth) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      Place keyPlace = places.of(event);
      Value key = value(event, keyPlace, path, depth + 1);
      if (!(key instanceof Scalar name) || key.isNothing()) {
        throw new Unreadable(keyPlace, "expected the name of a setting, found " + key.found());
      }
      String inside = below(path, name.text());
      Field field = new Field(keyPlace, value(events.next(), keyPlace, inside, depth + 1));
      Field first = fields.putIfAbsent(name.text(), field);
      if (first != null) {
        problems.add(
            field.keyPlace(),
            Quoted.oneLine(inside, 200),
            "given twice, first at " + first.keyPlace().where());
      }
    }
    return new Mapping(fields, place);
  }

  private Value anchored(AliasEvent alias) {
    Anchored target = anchors.get(alias.getAlias());
    if (target == null) {
      String name = Quoted.oneLine(alias.getAlias().getValue(), 60);
      throw new Unreadable(
          places.of(alias),
          "expected an anchor &" + name + " that ends before *" + name + ", found none");
    }
    grow(target.size(), alias);
    return target.value();
  }

  /** Aliases count with everything that they stand for. */
  private void grow(int values, Event event) {
    size += values;
    if (size > MOST_VALUES) {
      throw new Unreadable(
          places.of(event),
          "more than " + MOST_VALUES + " values, those that aliases stand for counted");
    }
  }

  private void refuseTag(Optional<String> tag, Event event) {
    if (tag.isPresent()) {
      throw new Unreadable(
          places.of(event), "expected a value without a tag, found " + Quoted.of(tag.get()));
    }
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Ends the reading of one text. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Place place;

    Unreadable(Place place, String message) {
      super(message);
      this.place = place;
    }
  }
}
