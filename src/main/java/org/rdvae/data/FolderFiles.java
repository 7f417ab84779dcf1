package org.rdvae.data;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.rdvae.base.Failure;

/**
 * The files in a folder and in its sub-folders, in the order of their names. Whatever begins with a
 * dot is hidden and left out; links are followed, but not back to where they come from.
 */
final class FolderFiles {
  private FolderFiles() {}

  /**
   * A file.
   *
   * @param name its path below the folder with {@code /} within, the same on every machine
   */
  record Entry(String name, Path path) {}

  static List<Entry> of(Path folder) {
    List<Entry> entries = new ArrayList<>();
    String root = decoded(folder);
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return !path.equals(folder) && isHidden(path)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            // Anything else (a pipe) might block for ever; a link here is one to nothing.
            if (!isHidden(path) && (attributes.isRegularFile() || attributes.isSymbolicLink())) {
              entries.add(new Entry(decoded(path).substring(root.length()), path));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (e instanceof FileSystemLoopException || isHidden(path)) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        };
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT,
          folder + ": expected a folder that can be listed, found " + e,
          e);
    }
    // The path decides between names that differ in bytes that are no text.
    entries.sort(Comparator.comparing(Entry::name).thenComparing(Entry::path));
    return List.copyOf(entries);
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  /**
   * The absolute path, with a slash at the end of a folder. Taken by way of the URI, which decodes
   * the name's bytes as UTF-8; the path's own text depends on the locale, and under the plain C
   * locale, usual in containers, turns every other letter into a question mark.
   */
  private static String decoded(Path path) {
    return path.toUri().getPath();
  }
}
