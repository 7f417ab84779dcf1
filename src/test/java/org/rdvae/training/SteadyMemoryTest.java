package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SteadyMemoryTest {

  /** A forgotten kilobyte a step would be 8 MB; what the compiler takes for itself ends early. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void doesNotGrowWithTheSteps() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms64m",
            "-Xmx64m",
            "-XX:+AlwaysPreTouch",
            "-cp",
            System.getProperty("java.class.path"),
            SteadyTraining.class.getName(),
            "2000",
            "10000");
    builder.environment().put("OMP_NUM_THREADS", "1");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    List<Long> kilobytes = output.lines().map(Long::valueOf).toList();
    assertThat(kilobytes).hasSize(2);
    assertThat(kilobytes.get(1) - kilobytes.get(0)).as(output).isLessThan(4000);
  }
}
