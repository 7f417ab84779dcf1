package org.rdvae.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rdvae.base.Failure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines of a {@link JsonLines} file that another process may be writing at this moment, or was
 * killed while writing: what cannot be read is left out and counted, a last line without its end
 * aside, which is nobody's mistake.
 *
 * @param lines objects with a whole {@code step}, in the order of the file
 * @param unreadable how many other lines there are
 */
record MetricLines(List<JsonNode> lines, int unreadable) {

  /** Reads a file; one that does not exist has no lines. */
  static MetricLines read(Path file) {
    if (!Files.exists(file)) {
      return new MetricLines(List.of(), 0);
    }
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Failure(Failure.Kind.INPUT_OUTPUT, file + " cannot be read: " + e.getMessage(), e);
    }
    List<JsonNode> lines = new ArrayList<>();
    int unreadable = 0;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      Optional<JsonNode> object = parse(line);
      object.ifPresent(lines::add);
      unreadable += object.isPresent() ? 0 : 1;
    }
    return new MetricLines(List.copyOf(lines), unreadable);
  }

  private static Optional<JsonNode> parse(String line) {
    try {
      JsonNode object = JsonMapper.shared().readTree(line);
      return Optional.ofNullable(object).filter(found -> found.path("step").isIntegralNumber());
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Those of a type, such as {@code validation}. */
  MetricLines ofType(String type) {
    return new MetricLines(
        lines.stream().filter(line -> line.path("type").asString("").equals(type)).toList(), 0);
  }

  Optional<JsonNode> last() {
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
  }

  /** The last of the validations that were the best until then. */
  Optional<JsonNode> lastBest() {
    return lines.stream()
        .filter(line -> line.path("best").asBoolean(false))
        .reduce((before, after) -> after);
  }

  /** A number over the steps; lines that lack it are left out. */
  LineChart.Line series(String name, String key) {
    return series(name, line -> line.path(key));
  }

  /** The same of a number that lies deeper. */
  LineChart.Line series(String name, Function<JsonNode, JsonNode> number) {
    List<JsonNode> having =
        lines.stream()
            .filter(line -> number.apply(line).isNumber())
            .filter(line -> Double.isFinite(number.apply(line).asDouble()))
            .toList();
    return new LineChart.Line(
        name,
        having.stream().mapToDouble(line -> line.get("step").asDouble()).toArray(),
        having.stream().mapToDouble(line -> number.apply(line).asDouble()).toArray());
  }
}
