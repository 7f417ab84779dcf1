package org.rdvae.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rdvae.base.Failure;

/**
 * Names of outputs: each input's path below the folder that all inputs have in common, with another
 * ending. Of {@code hdfs://a/in/x/1.png} and {@code hdfs://a/in/y/1.png} these are {@code x/1.rdv}
 * and {@code y/1.rdv}. Paths that are not absolute keep all of their folders.
 *
 * @param dropped how many steps of every path are left out, where {@code hdfs:}, the empty step
 *     behind it and the host are one each
 */
record MirroredNames(int dropped) {

  /** The steps of a path. */
  static String[] steps(String path) {
    return path.split("/", -1);
  }

  /**
   * The name of an output, with {@code /} between its folders.
   *
   * @param extension with its dot
   * @throws Failure BAD_DATA if the path cannot name a file below a folder
   */
  String of(String path, String extension) {
    return stem(path) + extension;
  }

  /** Without the ending. */
  String stem(String path) {
    String[] steps = steps(path);
    List<String> kept = new ArrayList<>();
    for (int i = dropped; i < steps.length; i++) {
      boolean scheme = i == 0 && isAbsolute(path) && steps[0].endsWith(":");
      if (!steps[i].isEmpty() && !steps[i].equals(".") && !scheme) {
        kept.add(steps[i]);
      }
    }
    String last = steps[steps.length - 1];
    if (kept.contains("..") || last.isEmpty() || last.equals(".") || path.indexOf('\0') >= 0) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          path + ": expected the name of a file, for the output is named after it");
    }
    int dot = last.lastIndexOf('.');
    kept.set(kept.size() - 1, dot > 0 ? last.substring(0, dot) : last);
    return String.join("/", kept);
  }

  private static boolean isAbsolute(String path) {
    return path.startsWith("/") || path.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*");
  }

  /** Finds what paths have in common, one by one. */
  static final class Common {
    private String[] steps;

    void addFile(String path) {
      String[] all = steps(path);
      addSteps(isAbsolute(path) ? Arrays.copyOf(all, all.length - 1) : new String[0]);
    }

    void addFolder(String path) {
      addSteps(steps(path));
    }

    private void addSteps(String[] other) {
      if (steps == null) {
        steps = other;
        return;
      }
      int same = Arrays.mismatch(steps, other);
      if (same >= 0 && same < steps.length) {
        steps = Arrays.copyOf(steps, same);
      }
    }

    MirroredNames names() {
      return new MirroredNames(steps == null ? 0 : steps.length);
    }
  }
}
