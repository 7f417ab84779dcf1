package org.rdvae.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rounds whose executors are in this thread, one after another; only for averaging. */
final class RoundsHere implements SharedSteps.Rounds {
  private final List<ShardTraining> executors;

  /** Whether each round is done twice, as after a loss. */
  private final boolean repeats;

  RoundsHere(List<ShardTraining> executors, boolean repeats) {
    this.executors = executors;
    this.repeats = repeats;
  }

  @Override
  public int executors() {
    return executors.size();
  }

  @Override
  public Optional<SharedSteps.RoundResult> run(Snapshot from, Round round) {
    if (repeats) {
      once(from, round);
    }
    return Optional.of(once(from, round));
  }

  private SharedSteps.RoundResult once(Snapshot from, Round round) {
    List<ShardResult> results = new ArrayList<>();
    for (int i = 0; i < executors.size(); i++) {
      results.add(executors.get(i).run(from, round, i, values -> {}));
    }
    SortedMap<String, float[]> vectors = new TreeMap<>();
    for (String name : results.get(0).end().state().vectors().keySet()) {
      vectors.put(
          name,
          mean(results, results.stream().map(r -> r.end().state().vectors().get(name)).toList()));
    }
    Snapshot mean =
        new Snapshot(
            round.from().after(round.steps()),
            mean(results, results.stream().map(r -> r.end().parameters()).toList()),
            new TrainingState(vectors, new TreeMap<>()));
    return new SharedSteps.RoundResult(mean, results.stream().map(ShardResult::report).toList());
  }

  private static float[] mean(List<ShardResult> results, List<float[]> vectors) {
    WeightedMean mean = new WeightedMean(vectors.get(0).length);
    for (int i = 0; i < results.size(); i++) {
      mean.add(vectors.get(i), results.get(i).weight());
    }
    return mean.values();
  }

  @Override
  public void close() {
    executors.forEach(ShardTraining::close);
  }
}
