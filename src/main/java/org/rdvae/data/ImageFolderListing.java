package org.rdvae.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rdvae.base.Printable;

/**
 * The files in a folder and in its sub-folders that are named as pictures, in the order of their
 * names.
 *
 * @param others how many files there are of each other extension
 */
record ImageFolderListing(List<FolderFiles.Entry> entries, Map<String, Integer> others) {
  private static final int MOST_EXTENSIONS = 5;

  static ImageFolderListing of(Path folder) {
    List<FolderFiles.Entry> entries = new ArrayList<>();
    Map<String, Integer> others = new TreeMap<>();
    for (FolderFiles.Entry file : FolderFiles.of(folder)) {
      String name = file.name();
      String extension = ImageFileFormat.extension(name.substring(name.lastIndexOf('/') + 1));
      if (ImageFileFormat.isExtension(extension)) {
        entries.add(file);
      } else {
        others.merge(extension, 1, Integer::sum);
      }
    }
    return new ImageFolderListing(List.copyOf(entries), others);
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
        Printable.line(extensions),
        others.size() > MOST_EXTENSIONS ? ", ..." : "");
  }
}
