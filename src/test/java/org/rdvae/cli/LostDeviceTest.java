package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A card that is lost in the middle of a training: the training, up to there, is not. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class LostDeviceTest {
  @TempDir Path folder;

  @Test
  void theLastCheckpointIsWholeAndGoesOnOnTheCpu() throws IOException {
    StubCuda cuda = StubCuda.in(folder);
    TinyJob job = TinyJob.in(folder);
    Path run = folder.resolve("run");
    Path lost = folder.resolve("lost");
    StubCuda.Machine machine =
        cuda.machine()
            .backend()
            .driver("8.0 40000 39000 NVIDIA Stub A100")
            .librariesBut()
            .variable("STUB_LOST", lost.toString());
    Object[] settings = {
      "--device", "cuda", "--set", "training.epochs=100000", "--set", "run.checkpoint-minutes=0.002"
    };
    try (RdvaeProcess process = machine.start(job.train(run, settings))) {
      process.await(() -> Files.exists(TinyJob.last(run)) && steps(run) > 100);
      Files.createFile(lost);
      assertThat(process.exitCode()).as(process::output).isEqualTo(69);
      assertThat(process.output())
          .startsWith("device: cuda:0 NVIDIA Stub A100 (compute capability 8.0, ")
          .contains(
              "rdvae: cuda:0 NVIDIA Stub A100 was lost: CUDA error: unspecified launch failure,"
                  + " code: [719]. The last checkpoint is whole: the same command with --resume"
                  + " goes on from it, and with --device cpu on the CPU.\n")
          .doesNotContain("\tat ");
    }
    assertThat(machine.run(0, "inspect", TinyJob.last(run))).contains("cuda:0 NVIDIA Stub A100");

    settings[1] = "cpu";
    try (RdvaeProcess process = machine.start(job.train(run, resumed(settings)))) {
      process.awaitOutput("epoch");
      process.terminate();
      assertThat(process.exitCode()).as(process::output).isEqualTo(143);
      assertThat(process.output())
          .contains(
              "device: cpu, 1 thread, as asked for\n",
              "The run was begun with device cuda:0 NVIDIA Stub A100 and goes on with cpu",
              "resuming at step ");
    }
  }

  private static Object[] resumed(Object[] settings) {
    Object[] more = new Object[settings.length + 1];
    System.arraycopy(settings, 0, more, 0, settings.length);
    more[settings.length] = "--resume";
    return more;
  }

  /** That were measured so far. */
  private static long steps(Path run) {
    try {
      Path metrics = run.resolve("metrics.jsonl");
      return Files.exists(metrics) ? 5L * Files.readAllLines(metrics).size() : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
