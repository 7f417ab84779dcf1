package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.rdvae.base.JavaProcess;

class SteadyMemoryTest {

  /** A forgotten kilobyte a step would be 8 MB; what the compiler takes for itself ends early. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void doesNotGrowWithTheSteps() {
    String output =
        JavaProcess.of(
                List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch"),
                SteadyTraining.class.getName(),
                2000,
                10000)
            .output();
    List<Long> kilobytes = output.lines().map(Long::valueOf).toList();
    assertThat(kilobytes).hasSize(2);
    assertThat(kilobytes.get(1) - kilobytes.get(0)).as(output).isLessThan(4000);
  }
}
