package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rdvae.cli.FolderListing;

/** What a run leaves that its job determines: the same bytes, however often it was interrupted. */
public final class RunFiles {
  private RunFiles() {}

  /**
   * The digests of all files but those that tell the time, among them TensorBoard's events; the
   * report and its plots, which a run that is killed or finds the disk full after its end goes
   * without, and which {@code rdvae report} makes from the rest; and the provenance of each
   * resumption, which must be that of the beginning.
   */
  public static Map<String, String> of(Path run) {
    Map<String, String> files = new TreeMap<>(FolderListing.of(run));
    files.keySet().removeAll(List.of("timing.jsonl", "report.html", "plots"));
    files.keySet().removeIf(name -> name.contains("tfevents") || name.startsWith("plots/"));
    String provenance = files.get("provenance.json");
    files
        .entrySet()
        .removeIf(
            file ->
                file.getKey().startsWith("provenance-from-step-")
                    && file.getValue().equals(provenance));
    return files;
  }

  public static void requireEqual(Path run, Map<String, String> expected) {
    Map<String, String> found = of(run);
    assertThat(found.keySet()).as("files").isEqualTo(expected.keySet());
    for (Map.Entry<String, String> file : expected.entrySet()) {
      assertThat(found.get(file.getKey())).as(file.getKey()).isEqualTo(file.getValue());
    }
  }

  /** Temporary files that somebody forgot. */
  public static List<String> leftovers(Path run) {
    return FolderListing.of(run).keySet().stream().filter(name -> name.endsWith(".tmp")).toList();
  }

  public static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }
}
