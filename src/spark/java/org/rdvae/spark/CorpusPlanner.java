package org.rdvae.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.rdvae.base.Failure;

/**
 * Lists the inputs of a corpus and cuts them into parts. Refuses outputs that would have one name
 * before anything is done. An instance makes one plan.
 */
final class CorpusPlanner implements AutoCloseable {
  /** As many parts keep a large cluster busy to the end. */
  private static final int USUAL_PARTS = 512;

  private final Storage storage;
  private final CorpusWork work;
  private final Consumer<String> notes;
  private final CorpusProgress progress;
  private final PathSpool paths = new PathSpool();
  private final SeenPaths seen = new SeenPaths();
  private final SeenPaths outputs = new SeenPaths();
  private final MirroredNames.Common common = new MirroredNames.Common();
  private final List<PlannedPart.RowGroup> groups = new ArrayList<>();
  private final Set<String> foldersNamedAsOutputs = new TreeSet<>();
  private long repeated;
  private long nameless;

  /**
   * @param notes told what the user should know, a sentence each
   */
  CorpusPlanner(Storage storage, CorpusWork work, Consumer<String> notes, CorpusProgress progress) {
    this.storage = storage;
    this.work = work;
    this.notes = notes;
    this.progress = progress;
  }

  /**
   * Lists and checks everything; writes nothing.
   *
   * @throws Failure MISSING_PATH or BAD_DATA if there is nothing to do, USAGE if two outputs would
   *     have one name
   */
  void list(CorpusInput input) {
    if (input instanceof CorpusInput.Folders folders) {
      listFolders(folders);
    } else if (input instanceof CorpusInput.ListFile list) {
      listLines(list);
    } else if (input instanceof CorpusInput.PathTable table) {
      TableContent content = new TableContent(storage);
      for (Path file : content.files(new Path(table.table()))) {
        content.texts(file, table.column(), path -> addNamed(path, table.words()));
      }
    } else if (input instanceof CorpusInput.ContentTable table) {
      listRows(table);
    }
    if (paths.count() + groups.size() == 0) {
      throw new Failure(
          Failure.Kind.BAD_DATA, input.words() + ": expected names of files, found none");
    }
    for (String folder : foldersNamedAsOutputs) {
      if (!outputs.add(key(folder))) {
        throw new Failure(
            Failure.Kind.USAGE,
            "Expected one output for each input: a file beside the folder "
                + folder
                + " would become a file of the same name, where other outputs need the folder.");
      }
    }
    if (nameless > 0) {
      notes.accept(String.format(Locale.ROOT, "%,d rows without a path are left out", nameless));
    }
    if (repeated > 0) {
      notes.accept(
          String.format(
              Locale.ROOT, "%,d repeated paths are left out: a file is done once", repeated));
    }
  }

  private void listFolders(CorpusInput.Folders folders) {
    FolderListing listing = new FolderListing(storage, work::takes);
    for (String folder : folders.paths()) {
      Path path = new Path(folder);
      if (storage.isFolder(path)) {
        common.addFolder(folder);
      } else {
        common.addFile(folder);
      }
      long before = paths.count();
      listing.list(path, this::add);
      if (paths.count() == before) {
        String others = listing.others();
        throw new Failure(
            Failure.Kind.BAD_DATA,
            folder
                + ": expected "
                + work.files()
                + ", found "
                + (others.isEmpty() ? "none" : "none, but " + others));
      }
    }
    if (!listing.others().isEmpty()) {
      notes.accept("ignored other files: " + listing.others());
    }
  }

  private void listLines(CorpusInput.ListFile list) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(storage.open(new Path(list.path())), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank()) {
          addNamed(line.strip(), list.path());
        }
      }
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, list.path() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void addNamed(String word, String place) {
    if (word == null || word.isBlank()) {
      nameless++;
      return;
    }
    String path;
    try {
      path = storage.qualified(word).toString();
    } catch (Failure e) {
      throw new Failure(Failure.Kind.BAD_DATA, place + ": " + e.getMessage(), e);
    }
    common.addFile(path);
    add(path);
  }

  private void add(String path) {
    if (!seen.add(path)) {
      repeated++;
      return;
    }
    requireOwnOutput(path);
    paths.add(path);
    progress.listed(paths.count());
  }

  /** Rows stay where they are; only their names are looked at, and only if files go by them. */
  private void listRows(CorpusInput.ContentTable table) {
    TableContent content = new TableContent(storage);
    for (Path file : content.files(new Path(table.table()))) {
      groups.addAll(content.rowGroups(file, table.content(), table.name()));
      if (work.writesFiles()) {
        content.texts(
            file,
            table.name(),
            name -> {
              if (name != null) {
                common.addFile(name);
                requireOwnOutput(name);
                paths.add(name);
              }
            });
      }
    }
    groups.removeIf(group -> group.count() == 0);
  }

  private void requireOwnOutput(String path) {
    if (!work.writesFiles()) {
      return;
    }
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      if (parent.toLowerCase(Locale.ROOT).endsWith(work.extension())) {
        foldersNamedAsOutputs.add(parent);
      }
    }
    if (!outputs.add(key(path))) {
      String[] other = new String[1];
      paths.forEach(earlier -> other[0] = key(earlier).equals(key(path)) ? earlier : other[0]);
      throw new Failure(
          Failure.Kind.USAGE,
          "Expected one output for each input: "
              + other[0]
              + " and "
              + path
              + " would both become "
              + new MirroredNames(MirroredNames.steps(path).length - 1).of(path, work.extension())
              + " in one folder; expected inputs whose names differ by more than ending or"
              + " capitals.");
    }
  }

  /** Some systems do not tell a from A in names, and one file would replace the other. */
  private static String key(String path) {
    int dot = path.lastIndexOf('.');
    String stem = dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
    return stem.toLowerCase(Locale.ROOT);
  }

  /**
   * Writes what was listed as parts.
   *
   * @param wanted files in a part; 0 takes the usual number
   */
  CorpusPlan write(Path folder, int wanted) {
    List<Integer> counts = new ArrayList<>();
    if (groups.isEmpty()) {
      int size = wanted > 0 ? wanted : usualSize();
      List<String> part = new ArrayList<>();
      paths.forEach(
          path -> {
            part.add(path);
            if (part.size() == size) {
              writePart(folder, counts, new PlannedPart.Paths(List.copyOf(part)));
              part.clear();
            }
          });
      if (!part.isEmpty()) {
        writePart(folder, counts, new PlannedPart.Paths(part));
      }
    } else {
      groups.forEach(group -> writePart(folder, counts, group));
    }
    CorpusPlan plan =
        new CorpusPlan(
            counts.stream().mapToInt(Integer::intValue).toArray(), common.names().dropped());
    plan.write(storage, folder);
    return plan;
  }

  private void writePart(Path folder, List<Integer> counts, PlannedPart part) {
    PlannedPart.write(storage, folder, counts.size(), part);
    counts.add(part.count());
  }

  private int usualSize() {
    long even = paths.count() / USUAL_PARTS;
    return (int) Math.max(work.leastFiles(), Math.min(even, work.mostFiles()));
  }

  @Override
  public void close() {
    paths.close();
  }
}
