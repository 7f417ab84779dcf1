package org.rdvae.job;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rdvae.base.ProgramVersion;

/** Where numbers come from, to be kept beside them. */
final class ResultOrigin {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final String CPU_NAME = "model name";

  private ResultOrigin() {}

  /** Date, command, versions and machine of what is measured now. */
  static Map<String, Object> now(String command, int threads) {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("cpu", cpu());
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    machine.put("load_before", load());
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    Map<String, Object> origin = new LinkedHashMap<>();
    origin.put(
        "date", OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).toString());
    origin.put("command", command);
    origin.put("rdvae", ProgramVersion.text());
    origin.put("machine", machine);
    origin.put("threads", threads);
    return origin;
  }

  /** How many threads of all programs wanted to run during the last minute; null if unknown. */
  private static Double load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? null : (Double) load;
  }

  /** The processor's name where Linux tells it, otherwise its architecture. */
  private static String cpu() {
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith(CPU_NAME))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(ResultOrigin::architecture);
    } catch (IOException e) {
      return architecture();
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch");
  }
}
