package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is made of the words of {@link CudaProbe}. */
class CudaSurveyTest {
  private static final Optional<CudaBuild> BUILD =
      Optional.of(
          new CudaBuild(
              "nd4j-cuda-11.6", "1.0.0-M2.1", List.of(new ComputeCapability(8, 0)), true));
  private static final String CARDS =
      """
      card\t0\t8.6\t25165824000\t24117248000\t-\tNVIDIA A10
      card\t1\t8.0\t42949672960\t0\tCUDA_ERROR_OUT_OF_MEMORY\tNVIDIA A100 80GB
      """;

  private static CudaSurvey parse(String output) {
    return CudaSurvey.parse(BUILD, new ChildJava.Result(0, output));
  }

  private static String reason(CudaSurvey survey) {
    return survey.obstacle().orElseThrow().reason();
  }

  @Test
  void listsCards() {
    CudaSurvey survey = parse("driver\t11060\n" + CARDS + "end\n");
    assertThat(survey.obstacle()).isEmpty();
    assertThat(survey.cards())
        .containsExactly(
            new CudaCard(
                0,
                "NVIDIA A10",
                new ComputeCapability(8, 6),
                25_165_824_000L,
                24_117_248_000L,
                Optional.empty()),
            new CudaCard(
                1,
                "NVIDIA A100 80GB",
                new ComputeCapability(8, 0),
                42_949_672_960L,
                0,
                Optional.of("CUDA_ERROR_OUT_OF_MEMORY")));
    assertThat(survey.obstacle(survey.cards().get(0))).isEmpty();
    assertThat(survey.obstacle(survey.cards().get(1))).isPresent();
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(reason(parse("no-driver\nend\n"))).startsWith("there is no NVIDIA driver");
    assertThat(reason(parse("driver\t12040\nend\n"))).startsWith("the NVIDIA driver sees no card");
    assertThat(reason(parse("driver\t10020\n" + CARDS + "end\n")))
        .isEqualTo("the NVIDIA driver is too old: it is for CUDA 10.2, and 11.0 is the least");
    assertThat(reason(parse("broken-driver\tCUDA_ERROR_UNKNOWN\nend\n")))
        .isEqualTo("the NVIDIA driver does not start (CUDA_ERROR_UNKNOWN)");
    String driver = "driver\t11060\n" + CARDS;
    assertThat(reason(parse("missing\ta\n" + driver + "end\n")))
        .isEqualTo("of CUDA's libraries a is missing");
    assertThat(reason(parse("missing\ta\nmissing\tb\n" + driver + "end\n")))
        .isEqualTo("of CUDA's libraries a and one more are missing");
    assertThat(reason(parse("missing\ta\nmissing\tb\nmissing\tc\n" + driver + "end\n")))
        .isEqualTo("of CUDA's libraries a and 2 more are missing");
  }

  /** What came before the end of a process that died is not to be trusted. */
  @Test
  void believesNoProbeThatDidNotComeToItsEnd() {
    String half = "driver\t11060\n" + CARDS;
    assertThat(reason(CudaSurvey.parse(BUILD, new ChildJava.Result(139, half))))
        .isEqualTo("looking for it ended with exit code 139");
    assertThat(reason(CudaSurvey.parse(BUILD, new ChildJava.Result(-1, half))))
        .isEqualTo("the NVIDIA driver gave no answer for 60 seconds");
  }

  @Test
  void aBuildWithoutTheBackendComesFirst() {
    CudaSurvey survey =
        CudaSurvey.parse(Optional.empty(), new ChildJava.Result(0, "no-driver\nend\n"));
    assertThat(reason(survey)).isEqualTo("this build of rdvae has no CUDA backend");
  }
}
