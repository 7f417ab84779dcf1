package org.rdvae.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrowthAxisTest {

  /** Each can be had, the usual one among them, rising. */
  @ParameterizedTest
  @EnumSource(Workload.class)
  void valuesFitTheWorkload(Workload workload) {
    for (GrowthAxis axis : GrowthAxis.values()) {
      for (boolean quick : new boolean[] {true, false}) {
        if (axis.fits(workload) && axis != GrowthAxis.THREADS) {
          assertThat(axis.values(workload, workload.sizes(), quick, 2))
              .isSorted()
              .doesNotHaveDuplicates()
              .hasSizeGreaterThan(1)
              .extracting(value -> axis.in(workload.sizes(), value))
              .contains(workload.sizes())
              .allSatisfy(
                  sizes -> assertThat(SmallWork.withSide(workload, sizes.side())).isNotNull());
        }
      }
    }
  }

  @Test
  void threadsAreThePowersOfTwoAndAllCores() {
    assertThat(threads(false, 6)).containsExactly(1, 2, 4, 6);
    assertThat(threads(true, 6)).containsExactly(1, 6);
    assertThat(threads(false, 1)).containsExactly(1);
  }

  private static List<Integer> threads(boolean quick, int cores) {
    return GrowthAxis.THREADS.values(Workload.MLP, Workload.MLP.sizes(), quick, cores);
  }

  @Test
  void sidesThatTheLayersCannotHalveAreLeftOut() {
    assertThat(GrowthAxis.SIDE.values(Workload.CODEC, SmallWork.sizes(Workload.CODEC), false, 1))
        .containsExactly(16, 32, 64);
  }

  @Test
  void onlySomeWorkloadsHaveLatentVariables() {
    assertThat(GrowthAxis.LATENTS.fits(Workload.GATED)).isTrue();
    assertThat(GrowthAxis.LATENTS.fits(Workload.CODEC)).isFalse();
  }
}
