package org.rdvae.bench.peer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The words of the command line: pairs of a name and a value. */
public final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Reads {@code --workload W --threads N --steps N --warmup N [--check DIR]} and the peer's own.
   *
   * @param own the words that only this peer has, with the values they have if not given
   */
  public Arguments(String[] words, Map<String, String> own) {
    values.put("--workload", "mlp");
    values.put("--threads", "1");
    values.put("--steps", "100");
    values.put("--warmup", "20");
    values.put("--check", "");
    values.putAll(own);
    for (int i = 0; i < words.length; i += 2) {
      if (!values.containsKey(words[i]) || i + 1 == words.length) {
        throw new IllegalArgumentException(
            "expected pairs of %s and a value, found %s"
                .formatted(values.keySet(), String.join(" ", words)));
      }
      values.put(words[i], words[i + 1]);
    }
  }

  public Workload workload() {
    return Workload.named(values.get("--workload"));
  }

  public int threads() {
    return number("--threads", 1);
  }

  int steps() {
    return number("--steps", 1);
  }

  int warmup() {
    return number("--warmup", 0);
  }

  /** The folder with the values of a comparison, instead of timing. */
  Optional<Path> check() {
    String folder = values.get("--check");
    return folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder));
  }

  /** One of the choices. */
  public String choice(String name, String... choices) {
    String value = values.get(name);
    for (String choice : choices) {
      if (choice.equals(value)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        name + ": expected one of " + String.join(", ", choices) + ", found " + value);
  }

  private int number(String name, int smallest) {
    int value = Integer.parseInt(values.get(name));
    if (value < smallest) {
      throw new IllegalArgumentException(
          name + ": expected " + smallest + " or more, found " + value);
    }
    return value;
  }
}
