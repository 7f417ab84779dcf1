package org.rdvae.codec;

import java.util.Arrays;
import java.util.List;
import org.rdvae.network.Activation;

/**
 * Mean and log standard deviation of latent variables, of {@link FixedVae#FRACTION}: of a posterior
 * or of the prior given the levels above.
 */
record FixedBelief(int[] mean, int[] logStddev) {
  private static final int BOUND = 5;
  private static final int MORE = FixedVae.FRACTION - FixedTable.FRACTION;

  static FixedBelief of(List<int[]> heads) {
    return new FixedBelief(heads.get(0), heads.get(1));
  }

  /** With ln σ held within ±5 by 5 tanh(a / 5), as between levels. */
  static FixedBelief bounded(List<int[]> heads) {
    FixedTable tanh = FixedTable.of(Activation.TANH);
    int[] held =
        Arrays.stream(heads.get(1))
            .map(a -> (BOUND * tanh.value(Math.floorDiv(a, BOUND) >> MORE)) << MORE)
            .toArray();
    return new FixedBelief(heads.get(0), held);
  }

  int size() {
    return mean.length;
  }
}
