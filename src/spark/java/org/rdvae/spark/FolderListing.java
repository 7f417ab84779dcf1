package org.rdvae.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.rdvae.base.Failure;

/**
 * The files of a folder and of all in it, in the order of their names, folder by folder, so that no
 * more than the largest folder's names are in memory. As for the other commands, what begins with a
 * dot is hidden, and links to folders are followed, but not back to where they come from.
 *
 * <p>Not Spark's own {@code binaryFile} source: that leaves out every name that begins with an
 * underscore, as cameras give them, reads braces and brackets in names as patterns, and can only
 * stop at a file that cannot be read or be silent about it.
 */
final class FolderListing {
  private static final int MOST_EXTENSIONS = 5;

  private final Storage storage;
  private final Predicate<String> wanted;
  private final Map<String, Integer> others = new TreeMap<>();

  /**
   * @param wanted decides by a file's name
   */
  FolderListing(Storage storage, Predicate<String> wanted) {
    this.storage = storage;
    this.wanted = wanted;
  }

  /** Tells the wanted files of a folder; a file is told whatever its name. */
  void list(Path path, Consumer<String> files) {
    if (storage.isFolder(path)) {
      listFolder(path, files);
    } else {
      files.accept(path.toString());
    }
  }

  private void listFolder(Path folder, Consumer<String> files) {
    List<FileStatus> found = storage.list(folder);
    for (FileStatus status : found) {
      Path path = status.getPath();
      String name = path.getName();
      if (name.startsWith(".")) {
        continue;
      }
      if (status.isDirectory()) {
        if (!leadsBack(path)) {
          listFolder(path, files);
        }
      } else if (wanted.test(name)) {
        files.accept(path.toString());
      } else {
        int dot = name.lastIndexOf('.');
        others.merge(dot < 0 ? "no extension" : name.substring(dot), 1, Integer::sum);
      }
    }
    listLostLinks(folder, found, files);
  }

  /** Links to nothing are files that cannot be read; Hadoop leaves them out without a word. */
  private void listLostLinks(Path folder, List<FileStatus> found, Consumer<String> files) {
    String[] names = isLocal(folder) ? new File(folder.toUri().getPath()).list() : null;
    if (names != null && names.length > found.size()) {
      Set<String> there =
          found.stream().map(status -> status.getPath().getName()).collect(Collectors.toSet());
      Arrays.stream(names)
          .filter(name -> !there.contains(name) && !name.startsWith(".") && wanted.test(name))
          .sorted()
          .forEach(name -> files.accept(Storage.below(folder, name).toString()));
    }
  }

  private static boolean isLocal(Path path) {
    return "file".equals(path.toUri().getScheme());
  }

  private static boolean leadsBack(Path folder) {
    if (!isLocal(folder)) {
      return false;
    }
    java.nio.file.Path path = java.nio.file.Path.of(folder.toUri().getPath());
    try {
      return Files.isSymbolicLink(path)
          && path.getParent().toRealPath().startsWith(path.toRealPath());
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, path + " cannot be looked at: " + e.getMessage(), e);
    }
  }

  /** What was left out, such as {@code .txt 2, .tif 1}; empty if nothing. */
  String others() {
    return others.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(MOST_EXTENSIONS)
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "))
        + (others.size() > MOST_EXTENSIONS ? ", ..." : "");
  }
}
