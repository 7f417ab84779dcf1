package org.rdvae.spark;

import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a corpus is cut into parts, as it was once and for all: a resumed job does not list its
 * inputs again, since with other files the parts would be others.
 *
 * @param files in each part
 * @param dropped of {@link MirroredNames}
 */
record CorpusPlan(int[] files, int dropped) {
  private static final String NAME = "plan.json";

  /** Nothing else says which files belong together. */
  static final String REMEDY =
      "The job cannot go on without it: begin it anew in another folder, or put the file back.";

  long count() {
    return Arrays.stream(files).asLongStream().sum();
  }

  int parts() {
    return files.length;
  }

  /** Written when all parts are there: without it there is no plan. */
  void write(Storage storage, Path folder) {
    storage.write(new Path(folder, NAME), JsonMapper.shared().writeValueAsBytes(this));
  }

  static Optional<CorpusPlan> read(Storage storage, Path folder) {
    Path path = new Path(folder, NAME);
    return storage.exists(path)
        ? Optional.of(storage.readJson(path, CorpusPlan::of, REMEDY))
        : Optional.empty();
  }

  private static CorpusPlan of(JsonNode json) {
    return new CorpusPlan(
        json.required("files").valueStream().mapToInt(JsonNode::asInt).toArray(),
        json.required("dropped").asInt());
  }
}
