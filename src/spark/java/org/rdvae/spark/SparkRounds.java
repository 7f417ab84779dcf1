package org.rdvae.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.rdvae.base.Failure;
import org.rdvae.training.ClusterSettings.Mode;
import org.rdvae.training.Round;
import org.rdvae.training.ShardReport;
import org.rdvae.training.SharedSteps;
import org.rdvae.training.SharedSteps.RoundResult;
import org.rdvae.training.Snapshot;

/**
 * Rounds as jobs of Spark, one at a time. Whatever an executor does is a function of the state that
 * is broadcast and of the round, so Spark may do any part again, anywhere: that is how the loss of
 * an executor is survived.
 *
 * <pre>
 * averaging     broadcast - steps - chunks by shuffle - means - driver
 * synchronous   broadcast - barrier: (step - ring) ... - driver, from the first executor
 * </pre>
 */
final class SparkRounds implements SharedSteps.Rounds {
  /** At a round of synchronous steps. */
  private static final int MOST_ATTEMPTS = 3;

  private final JavaSparkContext context;
  private final Broadcast<Handover> broadcast;
  private final int executors;

  SparkRounds(JavaSparkContext context, Handover handover, int executors) {
    this.context = context;
    this.executors = executors;
    broadcast = context.broadcast(handover);
  }

  @Override
  public int executors() {
    return executors;
  }

  @Override
  public Optional<RoundResult> run(Snapshot from, Round round) {
    for (int attempt = 1; ; attempt++) {
      Broadcast<Snapshot> state = null;
      List<Part> parts;
      try {
        state = context.broadcast(from);
        parts = round.mode() == Mode.AVERAGING ? average(state, round) : synchronous(state, round);
        state.destroy();
      } catch (Exception e) {
        if (ClusterLoss.isEnding(context)) {
          return Optional.empty();
        }
        // Spark itself repeats lost parts, but not of a barrier whose results are collected.
        if (round.mode() == Mode.AVERAGING || attempt == MOST_ATTEMPTS) {
          throw ClusterLoss.of(e, round);
        }
        continue;
      }
      Optional<Part.Refusal> refusal = first(parts, Part.Refusal.class);
      if (refusal.isPresent()) {
        throw new Failure(refusal.get().kind(), refusal.get().message());
      }
      Optional<Part.Parted> parted = first(parts, Part.Parted.class);
      if (parted.isEmpty()) {
        return Optional.of(joined(round, parts));
      }
      if (attempt == MOST_ATTEMPTS) {
        throw new Failure(
            Failure.Kind.DEVICE,
            "Executors lost one another "
                + MOST_ATTEMPTS
                + " times in the same round: "
                + parted.get().reason()
                + ".");
      }
    }
  }

  private static <T extends Part> Optional<T> first(List<Part> parts, Class<T> kind) {
    return parts.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private JavaRDD<Integer> tasks() {
    return context.parallelize(IntStream.range(0, executors).boxed().toList(), executors);
  }

  private List<Part> average(Broadcast<Snapshot> state, Round round) {
    return tasks()
        .mapPartitionsToPair(new AveragingTask(broadcast, state, round))
        .groupByKey(new HashPartitioner(executors))
        .flatMap(new MeanTask())
        .collect();
  }

  private List<Part> synchronous(Broadcast<Snapshot> state, Round round) {
    return SynchronousTask.run(tasks(), broadcast, state, round);
  }

  private static RoundResult joined(Round round, List<Part> parts) {
    List<Part.Numbers> chunks = new ArrayList<>();
    List<ShardReport> reports = new ArrayList<>();
    List<FlatState.Vector> vectors = List.of();
    for (Part part : parts) {
      if (part instanceof Part.Numbers numbers) {
        chunks.add(numbers);
      } else if (part instanceof Part.Report report) {
        reports.add(report.report());
        vectors = report.vectors();
      }
    }
    chunks.sort(Comparator.comparingInt(Part.Numbers::chunk));
    reports.sort(Comparator.comparingInt(ShardReport::executor));
    float[][] values = chunks.stream().map(Part.Numbers::values).toArray(float[][]::new);
    return new RoundResult(
        FlatState.join(round.from().after(round.steps()), values, vectors), reports);
  }

  /** In a local cluster this is also the executors' process. */
  @Override
  public void close() {
    ExecutorTraining.forget();
  }
}
