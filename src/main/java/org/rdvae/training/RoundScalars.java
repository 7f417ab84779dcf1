package org.rdvae.training;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rdvae.training.ClusterSettings.Mode;

/**
 * The single numbers of a training state after a round. Counts of steps that were left out add up;
 * what an objective or the rule for outliers remembers is averaged by steps. The number of updates
 * that the moments have seen grows by the mean of what the executors did.
 */
final class RoundScalars {
  private RoundScalars() {}

  static SortedMap<String, Double> merge(
      Snapshot before, Round round, List<ShardReport> reports, Skips skips) {
    double updates = 0;
    long weights = 0;
    SortedMap<String, Double> merged = new TreeMap<>();
    for (ShardReport shard : reports) {
      // Where all take every step, one tells for all what became of it.
      boolean counts = round.mode() == Mode.AVERAGING || shard.executor() == 0;
      if (counts) {
        updates += (double) shard.steps() * (shard.steps() - shard.skipped().size());
        weights += shard.steps();
      }
    }
    for (ShardReport shard : reports) {
      double share = (double) shard.steps() / reports.stream().mapToLong(ShardReport::steps).sum();
      shard
          .scalars()
          .forEach(
              (name, value) ->
                  // Added to nothing it stays what it is, to the bit.
                  merged.merge(name, share == 1 ? value : share * value, Double::sum));
    }
    if (merged.containsKey(OutlierRule.SKIPPED)) {
      merged.put(OutlierRule.SKIPPED, (double) skips.all());
    }
    if (merged.containsKey(OutlierRule.LOST)) {
      merged.put(OutlierRule.LOST, (double) number(before, OutlierRule.LOST));
    }
    merged.remove(StepsOfOthers.NAME);
    long others =
        StepsOfOthers.in(before.state())
            + round.steps()
            - skips.ofRound()
            - Math.round(updates / Math.max(1, weights));
    return new TreeMap<>(
        StepsOfOthers.join(others, new TrainingState(new TreeMap<>(), merged)).scalars());
  }

  private static long number(Snapshot snapshot, String name) {
    return snapshot.state().scalars().getOrDefault(name, 0.0).longValue();
  }
}
