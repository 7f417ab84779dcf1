package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.cli.RdvaeProcess;

/**
 * The k-th write, flush or rename of a training fails, is short, or finds the disk full. A process
 * of its own, with the faulty disk in it, tries the cases: see {@link SaveFaults}.
 */
@Tag("reliability")
@Tag("save-fault")
@EnabledOnOs(OS.LINUX)
class SaveFaultTest {
  @TempDir private Path folder;

  @Test
  void everyFaultLeavesACheckpoint() {
    Path library = FaultyDisk.compile(folder);
    List<String> options = new ArrayList<>(List.of("-Xmx512m"));
    for (String name : List.of("reliability", "cases", "first", "seed")) {
      if (System.getProperty(name) != null) {
        options.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    options.addAll(List.of("-cp", System.getProperty("java.class.path")));
    try (RdvaeProcess process =
        RdvaeProcess.start(
            folder,
            options,
            FaultyDisk.environment(library, folder.resolve("runs")),
            SaveFaults.class.getName(),
            folder)) {
      int code = process.exitCode(TimeUnit.HOURS.toSeconds(3));
      System.out.print(process.output());
      assertThat(code).as("exit code").isZero();
    }
  }
}
