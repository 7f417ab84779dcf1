package org.rdvae.training;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What there is and what this process has taken of it, in bytes.
 *
 * @param physical the machine's memory, or the container's limit if that is lower
 * @param resident taken by this process: Java, its libraries and what they hold
 * @param heapLimit the most that Java's heap will take
 * @param heapCommitted taken or promised to the heap
 * @param heapUsed of that, objects and garbage
 */
record MachineMemory(
    long physical, long resident, long heapLimit, long heapCommitted, long heapUsed) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Java with the native library, where nobody tells what a process takes. */
  private static final long USUAL_PROGRAM = 200_000_000;

  static MachineMemory now() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    return new MachineMemory(
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
        resident(used),
        runtime.maxMemory(),
        runtime.totalMemory(),
        used);
  }

  private static long resident(long heapUsed) {
    if (!Files.isReadable(STATUS)) {
      return USUAL_PROGRAM + heapUsed;
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(USUAL_PROGRAM + heapUsed);
    } catch (IOException e) {
      return USUAL_PROGRAM + heapUsed;
    }
  }

  /** What this process takes beside its heap. */
  long program() {
    return Math.max(0, resident - heapUsed);
  }
}
