package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rdvae.cli.FolderListing;

/** What a run leaves that its job determines. */
final class RunFiles {
  private RunFiles() {}

  /**
   * The digests of all files but the one that tells the time, and the provenance of each
   * resumption, which must be that of the beginning.
   */
  static Map<String, String> of(Path run) {
    Map<String, String> files = new TreeMap<>(FolderListing.of(run));
    files.remove("timing.jsonl");
    String provenance = files.get("provenance.json");
    files
        .entrySet()
        .removeIf(
            file ->
                file.getKey().startsWith("provenance-from-step-")
                    && file.getValue().equals(provenance));
    return files;
  }

  static void requireEqual(Path run, Map<String, String> expected) {
    Map<String, String> found = of(run);
    assertThat(found.keySet()).as("files").isEqualTo(expected.keySet());
    for (Map.Entry<String, String> file : expected.entrySet()) {
      assertThat(found.get(file.getKey())).as(file.getKey()).isEqualTo(file.getValue());
    }
  }

  /** Temporary files that somebody forgot. */
  static List<String> leftovers(Path run) {
    return FolderListing.of(run).keySet().stream().filter(name -> name.endsWith(".tmp")).toList();
  }

  static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }
}
