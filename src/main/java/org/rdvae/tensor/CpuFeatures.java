package org.rdvae.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the processor and the build of the native library offer, as far as the call table and the
 * start-up check ask: {@code avx2}, {@code avx512}, {@code no-onednn}.
 */
record CpuFeatures(Set<String> names) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  boolean has(String name) {
    return names.contains(name);
  }

  CpuFeatures with(String name) {
    Set<String> more = new TreeSet<>(names);
    more.add(name);
    return new CpuFeatures(more);
  }

  /**
   * Reads the Linux kernel's list. Empty where there is none, as on other systems and processors of
   * other families: the table's general rows serve every processor.
   */
  static Optional<CpuFeatures> detect() {
    try {
      return Files.isReadable(CPU_INFO) ? parse(Files.readString(CPU_INFO)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<CpuFeatures> parse(String cpuInfo) {
    return cpuInfo
        .lines()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(
            line -> {
              List<String> flags = List.of(line.split("\\s+"));
              Set<String> names = new TreeSet<>();
              if (flags.contains("avx2")) {
                names.add("avx2");
              }
              if (flags.contains("avx512f")) {
                names.add("avx512");
              }
              return new CpuFeatures(names);
            });
  }
}
