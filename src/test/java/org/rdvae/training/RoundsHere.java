package org.rdvae.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Rounds whose executors are in this process: one after another if each takes steps of its own, in
 * a thread each if they share every step.
 */
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
  public Optional<SharedSteps.RoundResult> run(Snapshot from, Round round, Consumer<String> notes) {
    if (repeats) {
      once(from, round);
    }
    return Optional.of(once(from, round));
  }

  private SharedSteps.RoundResult once(Snapshot from, Round round) {
    List<ShardResult> results = round.parts() > 1 ? together(from, round) : inTurn(from, round);
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

  private List<ShardResult> inTurn(Snapshot from, Round round) {
    List<ShardResult> results = new ArrayList<>();
    for (int i = 0; i < executors.size(); i++) {
      results.add(executors.get(i).run(from, round, i, values -> {}));
    }
    return results;
  }

  private List<ShardResult> together(Snapshot from, Round round) {
    ExecutorService threads = Executors.newFixedThreadPool(executors.size());
    Hall hall = new Hall(executors.size());
    try {
      List<Future<ShardResult>> parts = new ArrayList<>();
      for (int i = 0; i < executors.size(); i++) {
        int executor = i;
        parts.add(
            threads.submit(
                () ->
                    executors
                        .get(executor)
                        .run(from, round, executor, values -> hall.mean(executor, values))));
      }
      List<ShardResult> results = new ArrayList<>();
      for (Future<ShardResult> part : parts) {
        results.add(part.get());
      }
      return results;
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Where threads find the mean of their numbers. */
  private static final class Hall {
    private final float[][] all;
    private final CyclicBarrier barrier;

    private Hall(int size) {
      all = new float[size][];
      barrier = new CyclicBarrier(size);
    }

    private void mean(int executor, float[] values) {
      all[executor] = values.clone();
      await();
      WeightedMean mean = new WeightedMean(values.length);
      for (float[] each : all) {
        mean.add(each, 1);
      }
      System.arraycopy(mean.values(), 0, values, 0, values.length);
      await();
    }

    private void await() {
      try {
        barrier.await();
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException(e);
      }
    }
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
