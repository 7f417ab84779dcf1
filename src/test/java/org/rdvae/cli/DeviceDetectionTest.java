package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What commands make of all that can be wrong with a GPU, on machines made of stubs. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class DeviceDetectionTest {
  private static final String GOOD = "8.6 24000 23000 NVIDIA Stub A10";
  private static final String TOO_NEW = "9.0 80000 79000 NVIDIA Stub H100";

  @TempDir static Path shared;
  private static StubCuda cuda;
  private static TinyJob job;

  @TempDir Path folder;

  @BeforeAll
  static void compile() {
    cuda = StubCuda.in(shared);
    job = TinyJob.in(shared);
  }

  /** A command that asks for a GPU must be refused before anything else, in one line. */
  private static String asking(StubCuda.Machine machine, String device) {
    String output = machine.run(69, "evaluate", "absent.safetensors", "--device", device);
    assertThat(output).startsWith("rdvae: --device " + device + ": ").endsWith(".\n");
    assertThat(output.lines()).hasSize(1);
    return output;
  }

  /** Trains where a GPU cannot be used and returns what was printed. */
  private String trainedOnTheCpu(StubCuda.Machine machine) {
    String output = machine.run(0, job.train(folder.resolve("run"), "--set", "training.epochs=1"));
    assertThat(output.lines().findFirst()).get().asString().startsWith("device: cpu, 1 thread, ");
    assertThat(folder.resolve("run/provenance.json")).content().contains("\"device\" : \"cpu\"");
    return output;
  }

  @Test
  void aBuildWithoutCudaSaysSo() {
    StubCuda.Machine machine = cuda.machine().driver(GOOD).librariesBut();
    assertThat(asking(machine, "cuda"))
        .contains("this build of rdvae has no CUDA backend; RDVAE_PROFILE=cuda ./rdvae makes one");
    assertThat(trainedOnTheCpu(machine))
        .contains("no GPU: this build of rdvae has no CUDA backend");
    assertThat(machine.run(0, "devices"))
        .contains(
            "cpu     usable: ",
            "cuda:0  not usable: NVIDIA Stub A10 (compute capability 8.6, 22.5 GiB free of 23.4"
                + " GiB): this build of rdvae has no CUDA backend",
            "what helps: RDVAE_PROFILE=cuda");
  }

  /** With the real backend, which ND4J would try and fail with, and a stack trace. */
  @Test
  void noDriver() {
    assumeFalse(hasRealDriver(), "left out: this machine has a driver");
    StubCuda.Machine machine = cuda.machine().realBackend().librariesBut();
    String words =
        "there is no NVIDIA driver (libcuda.so.1 was not found); install the card's driver,"
            + " version 450.80.02 or later";
    assertThat(asking(machine, "cuda")).contains(words);
    assertThat(asking(machine, "cuda:3")).contains(words);
    assertThat(trainedOnTheCpu(machine)).contains("no GPU: " + words);
    JsonNode devices =
        JsonMapper.shared().readTree(machine.run(0, "devices", "--json")).get("devices");
    assertThat(devices.get(0).get("device").asString()).isEqualTo("cpu");
    assertThat(devices.get(0).get("usable").asBoolean()).isTrue();
    assertThat(devices.get(0).get("reason").isNull()).isTrue();
    assertThat(devices.get(1).get("device").asString()).isEqualTo("cuda");
    assertThat(devices.get(1).get("usable").asBoolean()).isFalse();
    assertThat(devices.get(1).get("reason").asString()).startsWith("there is no NVIDIA driver");
    assertThat(devices.get(1).get("remedy").asString()).startsWith("install ");
  }

  private static boolean hasRealDriver() {
    try {
      NativeLibrary.getInstance("libcuda.so.1");
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  @Test
  void aDriverThatSeesNoCard() {
    assertThat(asking(cuda.machine().backend().librariesBut().driver(), "cuda"))
        .contains("the NVIDIA driver sees no card (CUDA_ERROR_NO_DEVICE)");
  }

  @Test
  void aDriverThatIsTooOld() {
    StubCuda.Machine machine = cuda.machine().backend().librariesBut().driver(GOOD);
    assertThat(asking(machine.variable("STUB_VERSION", "10020"), "cuda"))
        .contains("too old: it is for CUDA 10.2, and 11.0 is the least; install version 450.80.02");
  }

  @Test
  void aDriverThatCrashes() {
    StubCuda.Machine machine = cuda.machine().backend().librariesBut().driver(GOOD);
    assertThat(asking(machine.variable("STUB_CRASH", "yes"), "cuda"))
        .contains("looking for it ended with exit code 134");
  }

  @Test
  void noRuntime() {
    StubCuda.Machine machine = cuda.machine().backend().driver(GOOD);
    assertThat(asking(machine, "cuda"))
        .contains(
            "of CUDA's libraries libcudart.so.11.0 and 12 more are missing; RDVAE_PROFILE=cuda");
  }

  @Test
  void aSingleLibraryMissing() {
    StubCuda.Machine machine =
        cuda.machine().backend().driver(GOOD).librariesBut("libcusolver.so.11");
    String words = "of CUDA's libraries libcusolver.so.11 is missing";
    assertThat(asking(machine, "cuda")).contains(words);
    assertThat(trainedOnTheCpu(machine)).contains("no GPU: " + words);
  }

  @Test
  void aBackendWithoutItsNativeLibrary() {
    StubCuda.Machine machine = cuda.machine().realBackend().driver(GOOD).librariesBut();
    assertThat(asking(machine, "cuda"))
        .contains("nd4j-cuda-11.6 1.0.0-M2.1 is here without its native library");
  }

  @Test
  void aCardThatIsTooNew() {
    StubCuda.Machine machine = cuda.machine().backend().driver(TOO_NEW).librariesBut();
    String words =
        "cuda:0 NVIDIA Stub H100: its compute capability is 9.0, and nd4j-cuda-11.6 1.0.0-M2.1 has"
            + " machine code for 3.7 to 8.6 only, which no card beyond 8.9 runs; use a card of"
            + " compute capability 3.7 to 8.9";
    assertThat(asking(machine, "cuda")).contains(words);
    assertThat(trainedOnTheCpu(machine)).contains("no GPU: " + words);
  }

  @Test
  void aCardThatIsFull() {
    StubCuda.Machine machine =
        cuda.machine().backend().driver("8.6 24000 300 NVIDIA Stub A10").librariesBut();
    String words =
        "cuda:0 NVIDIA Stub A10: its memory is full: 0.3 GiB of 23.4 GiB are free, and a start"
            + " alone takes 1.0 GiB; end what else computes on it, nvidia-smi lists it";
    assertThat(asking(machine, "cuda:0")).contains(words);
    assertThat(
            asking(
                cuda.machine().backend().driver("8.6 24000 0 NVIDIA Stub A10").librariesBut(),
                "cuda"))
        .contains("its memory is full (CUDA_ERROR_OUT_OF_MEMORY)");
  }

  /** The driver works, and what ND4J makes of it does not. */
  @Test
  void aCardOnWhichTheTrialFails() throws Exception {
    StubCuda.Machine machine = cuda.machine().backend().driver(GOOD).librariesBut();
    machine.variable("STUB_LOST", Files.createFile(folder.resolve("lost")).toString());
    String words = "cuda:0 NVIDIA Stub A10: the trial start on it failed: ";
    assertThat(asking(machine, "cuda")).contains(words, "unspecified launch failure, code: [719]");
    assertThat(trainedOnTheCpu(machine)).contains("no GPU: " + words);
  }

  @Test
  void ofTwoCardsTheOneThatCanBeUsed() {
    StubCuda.Machine machine = cuda.machine().backend().driver(TOO_NEW, GOOD).librariesBut();
    assertThat(asking(machine, "cuda:0")).contains("its compute capability is 9.0");
    assertThat(asking(machine, "cuda:2"))
        .contains("there is no such card; found cuda:0 NVIDIA Stub H100, cuda:1 NVIDIA Stub A10;");
    assertThat(machine.run(0, "devices"))
        .contains(
            "cuda:0  not usable: NVIDIA Stub H100 (compute capability 9.0, ",
            "cuda:1  usable: NVIDIA Stub A10 (compute capability 8.6, 22.5 GiB free of 23.4 GiB),"
                + " a product, a convolution and a sample checked");
    Path run = folder.resolve("run");
    assertThat(machine.run(0, job.train(run, "--set", "training.epochs=1")))
        .startsWith(
            "device: cuda:1 NVIDIA Stub A10 (compute capability 8.6, 22.5 GiB free of 23.4 GiB),"
                + " checked\n");
    assertThat(run.resolve("provenance.json"))
        .content()
        .contains("\"device\" : \"cuda:1 NVIDIA Stub A10\"", "nd4j nd4j-cuda-11.6 1.0.0-M2.1");
    assertThat(machine.run(0, "evaluate", TinyJob.best(run), "--data", job.images()))
        .contains("device: cuda:1 NVIDIA Stub A10")
        .contains("elbo");
  }

  @Test
  void aPlanLargerThanTheCard() {
    StubCuda.Machine machine =
        cuda.machine().backend().driver("8.6 24000 1025 NVIDIA Stub A10").librariesBut();
    String output =
        machine.run(
            71,
            job.train(
                folder.resolve("run"),
                "--set",
                "training.batch=10",
                "--set",
                "model.encoder=[{dense: {units: 100000}}, {dense: {units: 5000}}]"));
    assertThat(output)
        .contains("rdvae: cuda:0 NVIDIA Stub A10 has no room for the ", "Lower training.batch");
  }
}
