package org.rdvae.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor time that a Linux container gets. Java knows it too, but only rounded up to whole
 * cores.
 */
final class CpuQuota {
  private static final Path VERSION_2 = Path.of("/sys/fs/cgroup/cpu.max");
  private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/cpu");

  private CpuQuota() {}

  /** In cores; infinite if there is no limit. */
  static double cores() {
    try {
      if (Files.isReadable(VERSION_2)) {
        return parse(Files.readString(VERSION_2));
      }
      Path quota = VERSION_1.resolve("cpu.cfs_quota_us");
      Path period = VERSION_1.resolve("cpu.cfs_period_us");
      return Files.isReadable(quota) && Files.isReadable(period)
          ? parse(Files.readString(quota).strip() + " " + Files.readString(period))
          : Double.POSITIVE_INFINITY;
    } catch (IOException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /**
   * @param text microseconds of processor time in a period, and those of the period; {@code max} or
   *     -1 for no limit
   */
  static double parse(String text) {
    String[] words = text.strip().split("\\s+", -1);
    return words.length == 2 && words[0].matches("[0-9]{1,18}") && words[1].matches("[1-9][0-9]*")
        ? Double.parseDouble(words[0]) / Double.parseDouble(words[1])
        : Double.POSITIVE_INFINITY;
  }
}
