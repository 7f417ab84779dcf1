package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.cli.RdvaeProcess;
import org.rdvae.cli.TinyJob;
import org.rdvae.job.TinyConvolutions;

/**
 * A long training takes no more memory and no more files than a short one. A case is ten seconds of
 * one training; 720 are the two hours of the table, with a save every minute. A shorter one saves
 * as much more often, and its first quarter stands for the first half hour.
 *
 * <p>Java's heap is all taken at the start: it would grow as it likes up to its limit, and hide
 * what is lost outside it.
 */
@Tag("reliability")
@Tag("soak")
@EnabledOnOs(OS.LINUX)
class SoakTest {
  private static final int SECONDS = 10;
  private static final int SAVES = 120;
  private static final long MOST_GROWTH = 16L << 20;
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;

  @Test
  void takesNoMoreMemoryAndFilesWithTime() throws IOException {
    Property property = new Property("soak", 2, 18);
    assertThat(property.cases())
        .as("cases: a single one has no other to be held against")
        .isGreaterThanOrEqualTo(2);
    int warmUp = Math.max(1, property.cases() / 4);
    Path run = folder.resolve("run");
    try (RdvaeProcess process = train(run, SECONDS * property.cases() / (60.0 * SAVES))) {
      process.await(() -> Files.exists(TinyJob.last(run)));
      Path system = Path.of("/proc", Long.toString(process.id()));
      long[] residentAt = new long[property.cases()];
      long[] filesAt = new long[property.cases()];
      property.check(
          (number, random) -> {
            RdvaeProcess.pause(1000L * SECONDS);
            assertThat(process.isRunning()).as(process::output).isTrue();
            int index = number - Property.first();
            residentAt[index] = resident(system);
            filesAt[index] = openFiles(system);
            if (index >= warmUp) {
              assertThat(residentAt[index] - residentAt[warmUp - 1])
                  .as("bytes more than after case %d", Property.first() + warmUp - 1)
                  .isLessThan(MOST_GROWTH);
              assertThat(filesAt[index]).as("open files").isLessThan(filesAt[warmUp - 1] + 3);
            }
          });
      process.terminate();
      assertThat(process.exitCode()).as(process::output).isEqualTo(TERMINATED);
      System.out.printf(
          Locale.ROOT,
          "soak: resident MiB by tenths of the time %s, open files %s, %,d steps%n",
          tenths(residentAt, 1 << 20),
          tenths(filesAt, 1),
          Checkpoint.read(TinyJob.last(run)).position().step());
    }
  }

  private RdvaeProcess train(Path run, double minutes) {
    return RdvaeProcess.start(
        folder,
        List.of(
            "-Xms96m",
            "-Xmx96m",
            "-XX:+AlwaysPreTouch",
            "-cp",
            System.getProperty("java.class.path")),
        // As the launcher sets them.
        Map.of(
            "MALLOC_MMAP_MAX_",
            "0",
            "MALLOC_ARENA_MAX",
            "1",
            "MALLOC_TRIM_THRESHOLD_",
            "2000000000",
            "MALLOC_TOP_PAD_",
            "16777216"),
        "org.rdvae.cli.Main",
        "train",
        TinyConvolutions.write(folder),
        "--run-dir",
        run,
        "--threads",
        1,
        "--set",
        "training.epochs=100000000",
        "--set",
        "training.validate-every=20",
        "--set",
        "training.log-every=50",
        "--set",
        "run.picture-every=2000",
        "--set",
        "run.checkpoint-minutes=" + minutes);
  }

  private static long resident(Path system) throws IOException {
    try (Stream<String> lines = Files.lines(system.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  private static long openFiles(Path system) throws IOException {
    try (Stream<Path> files = Files.list(system.resolve("fd"))) {
      return files.count();
    }
  }

  private static List<Long> tenths(long[] values, long unit) {
    return Stream.iterate(1, tenth -> tenth + 1)
        .limit(10)
        .map(tenth -> values[Math.max(0, tenth * values.length / 10 - 1)] / unit)
        .toList();
  }
}
