package org.rdvae.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the processor offers, as far as the call table and the start-up check ask: {@code avx2},
 * {@code avx512}.
 */
record CpuFeatures(Set<String> names) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** Whether the list could be read at all. */
  boolean isKnown() {
    return !names.isEmpty();
  }

  boolean has(String name) {
    return names.contains(name);
  }

  /**
   * Reads the Linux kernel's list; on other systems the set is empty and the table's general rows
   * hold.
   */
  static CpuFeatures detect() {
    Set<String> names = new TreeSet<>();
    if (Files.isReadable(CPU_INFO)) {
      try {
        String flags = Files.readString(CPU_INFO);
        if (flags.contains(" avx2 ")) {
          names.add("avx2");
        }
        if (flags.contains(" avx512f ")) {
          names.add("avx512");
        }
      } catch (IOException e) {
        // Not knowing a feature is allowed: the general rows serve every processor.
        return new CpuFeatures(Set.of());
      }
    }
    return new CpuFeatures(names);
  }
}
