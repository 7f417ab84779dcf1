package org.rdvae.job;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rdvae.base.Failure;

/**
 * Where the outputs of many inputs go: {@code --out} is a folder if there are several inputs, if
 * such a folder is there, or if the word ends like one; an output in it is named as its input is,
 * with another ending.
 */
public final class OutputNames {
  private static final String OF_STREAM = "stdin";

  private OutputNames() {}

  /** Whether the word names a folder. */
  public static boolean isFolder(List<String> inputs, String out) {
    return !out.equals(FilePair.STREAM)
        && (inputs.size() > 1
            || out.endsWith("/")
            || out.endsWith(File.separator)
            || Files.isDirectory(Path.of(out)));
  }

  /**
   * Pairs inputs and outputs.
   *
   * @param extension of an output in a folder, with its dot
   * @throws Failure USAGE if two outputs would have one name, or several inputs one stream
   */
  public static List<FilePair> pair(List<String> inputs, String out, String extension) {
    if (inputs.stream().filter(FilePair.STREAM::equals).count() > 1) {
      throw usage("standard input (-) can be read only once, found several");
    }
    if (out.equals(FilePair.STREAM) && inputs.size() > 1) {
      throw usage(
          "standard output (-) takes one file, found " + inputs.size() + " inputs; name a folder");
    }
    if (!isFolder(inputs, out)) {
      return List.of(new FilePair(inputs.get(0), out));
    }
    Map<String, String> taken = new HashMap<>();
    List<FilePair> pairs = new ArrayList<>();
    for (String input : inputs) {
      String name = stem(input) + extension;
      // Some systems do not tell a from A in names, and one file would replace the other.
      String other = taken.put(name.toLowerCase(Locale.ROOT), input);
      if (other != null) {
        throw usage(
            other
                + " and "
                + input
                + " would both become "
                + Path.of(out).resolve(name)
                + "; expected inputs whose names differ by more than folder, ending or capitals");
      }
      pairs.add(new FilePair(input, Path.of(out).resolve(name).toString()));
    }
    return pairs;
  }

  private static String stem(String input) {
    if (input.equals(FilePair.STREAM)) {
      return OF_STREAM;
    }
    Path file = Path.of(input).getFileName();
    String name = file == null ? "" : file.toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static Failure usage(String message) {
    return new Failure(Failure.Kind.USAGE, "Expected one output for each input: " + message + ".");
  }
}
