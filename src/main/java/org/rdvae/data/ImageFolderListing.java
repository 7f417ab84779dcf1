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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rdvae.base.Failure;

/**
 * The files in a folder and in its sub-folders that are named as pictures, in the order of their
 * names. Whatever begins with a dot is hidden and left out; links are followed, but not back to
 * where they come from.
 *
 * @param others how many files there are of each other extension
 */
record ImageFolderListing(List<Entry> entries, Map<String, Integer> others) {
  private static final int MOST_EXTENSIONS = 5;

  /**
   * A file.
   *
   * @param name its path below the folder with {@code /} within, the same on every machine
   */
  record Entry(String name, Path path) {}

  static ImageFolderListing of(Path folder) {
    List<Entry> entries = new ArrayList<>();
    Map<String, Integer> others = new TreeMap<>();
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
            if (isHidden(path) || !(attributes.isRegularFile() || attributes.isSymbolicLink())) {
              return FileVisitResult.CONTINUE;
            }
            String name = decoded(path).substring(root.length());
            String extension = ImageFileFormat.extension(name.substring(name.lastIndexOf('/') + 1));
            if (ImageFileFormat.isExtension(extension)) {
              entries.add(new Entry(name, path));
            } else {
              others.merge(extension, 1, Integer::sum);
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
    return new ImageFolderListing(List.copyOf(entries), others);
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

  /** For instance: 12 other files (.tif 10, .txt 2); empty if there are none. */
  String otherFiles() {
    int count = others.values().stream().mapToInt(Integer::intValue).sum();
    if (count == 0) {
      return "";
    }
    String extensions =
        others.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(MOST_EXTENSIONS)
            .map(
                entry ->
                    (entry.getKey().isEmpty() ? "no extension" : "." + entry.getKey())
                        + " "
                        + entry.getValue())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%,d other %s (%s%s)",
        count,
        count == 1 ? "file" : "files",
        BadImages.printable(extensions),
        others.size() > MOST_EXTENSIONS ? ", ..." : "");
  }
}
