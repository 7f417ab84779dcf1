package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaCardTest {
  private static final long GIBIBYTE = 1L << 30;
  private static final CudaBuild BUILD =
      new CudaBuild(
          "nd4j-cuda-11.6",
          "1.0.0-M2.1",
          List.of(
              new ComputeCapability(3, 7),
              new ComputeCapability(7, 0),
              new ComputeCapability(8, 6)),
          true);

  private static CudaCard card(String capability, long freeBytes, String problem) {
    return new CudaCard(
        1,
        "NVIDIA Test",
        ComputeCapability.of(capability),
        24 * GIBIBYTE,
        freeBytes,
        Optional.ofNullable(problem));
  }

  /** Newer cards of a generation run the code of older ones; other generations' cards do not. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "3.5, false",
    "3.7, true",
    "5.2, false",
    "7.0, true",
    "7.5, true",
    "8.0, false",
    "8.6, true",
    "8.9, true",
    "9.0, false",
    "12.0, false"
  })
  void isUsableWithMachineCodeForIt(String capability, boolean usable) {
    assertThat(card(capability, 2 * GIBIBYTE, null).obstacle(BUILD).isEmpty()).isEqualTo(usable);
  }

  @Test
  void saysWhatThereIsCodeFor() {
    Obstacle tooNew = card("9.0", 2 * GIBIBYTE, null).obstacle(BUILD).orElseThrow();
    assertThat(tooNew.reason())
        .isEqualTo(
            "its compute capability is 9.0, and nd4j-cuda-11.6 1.0.0-M2.1 has machine code for 3.7"
                + " to 8.6 only, which no card beyond 8.9 runs");
    assertThat(tooNew.remedy()).isEqualTo("use a card of compute capability 3.7 to 8.9");
  }

  @Test
  void isNotUsedWithABackendThatNobodyLookedInto() {
    CudaBuild unknown = new CudaBuild("nd4j-cuda", "of an unknown version", List.of(), true);
    assertThat(card("8.6", 2 * GIBIBYTE, null).obstacle(unknown).orElseThrow().text())
        .isEqualTo(
            "nobody has looked which cards nd4j-cuda of an unknown version has machine code for;"
                + " use nd4j-cuda-11.6 1.0.0-M2.1, which RDVAE_PROFILE=cuda brings");
  }

  @Test
  void needsAGibibyte() {
    assertThat(card("8.6", GIBIBYTE, null).obstacle(BUILD)).isEmpty();
    assertThat(card("8.6", GIBIBYTE - 1, null).obstacle(BUILD).orElseThrow().reason())
        .startsWith("its memory is full: 1.0 GiB of 24.0 GiB are free");
    assertThat(card("8.6", 0, "CUDA_ERROR_OUT_OF_MEMORY").obstacle(BUILD).orElseThrow().reason())
        .isEqualTo("its memory is full (CUDA_ERROR_OUT_OF_MEMORY)");
    assertThat(card("8.6", 0, "CUDA_ERROR_ECC").obstacle(BUILD).orElseThrow().reason())
        .isEqualTo("the driver cannot open it (CUDA_ERROR_ECC)");
  }

  @Test
  void tellsItsNameAndMemory() {
    assertThat(card("8.6", 23 * GIBIBYTE, null).title())
        .isEqualTo("NVIDIA Test (compute capability 8.6, 23.0 GiB free of 24.0 GiB)");
    assertThat(card("8.6", 0, "ERROR").title())
        .isEqualTo("NVIDIA Test (compute capability 8.6, 24.0 GiB)");
    assertThat(card("8.6", 0, null).device()).isEqualTo("cuda:1");
  }
}
