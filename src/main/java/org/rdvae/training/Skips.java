package org.rdvae.training;

import java.util.List;
import org.rdvae.training.ClusterSettings.Mode;

/**
 * Steps that were left out, over a training whose steps are shared. An executor counts those before
 * the round and its own; people are told of everybody's, in the order of the steps.
 */
final class Skips {
  private final long before;
  private final int[] indices;

  /**
   * @param from the state at the round's beginning
   */
  Skips(Snapshot from, Round round, List<ShardReport> reports) {
    before = from.state().scalars().getOrDefault(OutlierRule.SKIPPED, 0.0).longValue();
    indices =
        reports.stream()
            // Where all take every step, one tells for all what became of it.
            .filter(shard -> round.mode() == Mode.AVERAGING || shard.executor() == 0)
            .flatMap(shard -> shard.skipped().stream())
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
  }

  /**
   * In all of the training, up to a step of the round and with it.
   *
   * @param index of the step in the round
   */
  long until(int index) {
    int own = 0;
    while (own < indices.length && indices[own] <= index) {
      own++;
    }
    return before + own;
  }

  /** In the round. */
  int ofRound() {
    return indices.length;
  }

  /** In all of the training, the round included. */
  long all() {
    return before + indices.length;
  }
}
