package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CpuFeaturesTest {

  @Test
  void readsTheFlagsOfTheFirstProcessor() {
    assertThat(
            CpuFeatures.parse(
                "processor\t: 0\nflags\t\t: fpu sse2 avx avx2 avx512f\nflags\t\t: fpu\n"))
        .contains(new CpuFeatures(Set.of("avx2", "avx512")));
    assertThat(CpuFeatures.parse("flags\t\t: fpu avx2 sse2"))
        .contains(new CpuFeatures(Set.of("avx2")));
  }

  /** Such a processor is refused, so it must not look like an unknown one. */
  @Test
  void knowsAProcessorWithoutAvx2() {
    assertThat(CpuFeatures.parse("flags\t\t: fpu sse2 avx avx2x\n"))
        .contains(new CpuFeatures(Set.of()));
  }

  @Test
  void knowsNothingOfOtherFamilies() {
    assertThat(CpuFeatures.parse("processor\t: 0\nFeatures\t: fp asimd evtstrm aes\n")).isEmpty();
    assertThat(CpuFeatures.parse("")).isEmpty();
  }

  @Test
  void canBeExtended() {
    CpuFeatures features = new CpuFeatures(Set.of("avx2")).with("no-onednn");
    assertThat(features.has("avx2")).isTrue();
    assertThat(features.has("no-onednn")).isTrue();
    assertThat(features.has("avx512")).isFalse();
  }
}
