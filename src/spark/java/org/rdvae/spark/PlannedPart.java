package org.rdvae.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One part of a corpus as it was planned, in a file of its own: which files a task is to do. */
sealed interface PlannedPart {

  /** Told of the files of a part, in order. */
  interface Visitor {
    /**
     * A file.
     *
     * @param content reads it; throws a {@code Failure} if that cannot be done
     */
    void file(String path, Supplier<byte[]> content);
  }

  /** How many files it has. */
  int count();

  /** Tells of every file exactly once. */
  void visit(Storage storage, Visitor visitor);

  /** As JSON. */
  Map<String, Object> json();

  /** Files by their paths. */
  record Paths(List<String> paths) implements PlannedPart {
    @Override
    public int count() {
      return paths.size();
    }

    @Override
    public void visit(Storage storage, Visitor visitor) {
      paths.forEach(path -> visitor.file(path, () -> storage.readInput(path)));
    }

    @Override
    public Map<String, Object> json() {
      return Map.of("paths", paths);
    }
  }

  /**
   * Rows of a table that hold the files themselves: a row group of a Parquet file.
   *
   * @param first number of its first row in the file, from 0
   */
  record RowGroup(String file, int group, long first, int count, String content, String name)
      implements PlannedPart {
    @Override
    public void visit(Storage storage, Visitor visitor) {
      new TableContent(storage).visit(this, visitor);
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("file", file);
      json.put("group", group);
      json.put("first", first);
      json.put("count", count);
      json.put("content", content);
      json.put("name", name);
      return json;
    }
  }

  private static Path path(Path folder, int part) {
    return new Path(folder, String.format(Locale.ROOT, "part-%06d.json", part));
  }

  /** Writes the part of this number. */
  static void write(Storage storage, Path folder, int part, PlannedPart planned) {
    storage.write(path(folder, part), JsonMapper.shared().writeValueAsBytes(planned.json()));
  }

  /** Reads it again. */
  static PlannedPart read(Storage storage, Path folder, int part) {
    return storage.readJson(path(folder, part), PlannedPart::of, CorpusPlan.REMEDY);
  }

  private static PlannedPart of(JsonNode json) {
    if (json.has("paths")) {
      List<String> paths = new ArrayList<>();
      json.get("paths").forEach(path -> paths.add(path.asString()));
      return new Paths(paths);
    }
    return new RowGroup(
        json.required("file").asString(),
        json.required("group").asInt(),
        json.required("first").asLong(),
        json.required("count").asInt(),
        json.required("content").asString(),
        json.required("name").asString());
  }
}
