package org.rdvae.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The largest resident set that this process has had so far. Linux tells it; elsewhere it is not
 * known.
 */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String LINE = "VmHWM:";

  private PeakMemory() {}

  /** In units of 2^20 bytes. */
  static OptionalDouble megabytes() {
    try {
      return Files.exists(STATUS) ? megabytes(Files.readAllLines(STATUS)) : OptionalDouble.empty();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  static OptionalDouble megabytes(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(LINE))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0)
        .findFirst();
  }
}
