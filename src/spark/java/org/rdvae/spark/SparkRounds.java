package org.rdvae.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
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
  public Optional<RoundResult> run(Snapshot from, Round round, Consumer<String> notes) {
    Exception loss = null;
    for (int attempt = 1; ; attempt++) {
      List<RoundMessage> messages;
      try {
        messages = once(from, round, notes);
      } catch (Failure e) {
        throw e;
      } catch (Exception e) {
        if (ClusterLoss.isEnding(context)) {
          return Optional.empty();
        }
        // What Spark says of later attempts may only be that it was stopped after the first.
        loss = loss == null ? e : loss;
        // Spark itself repeats lost parts, but not of a barrier whose results are collected.
        if (round.mode() == Mode.AVERAGING
            || attempt == MOST_ATTEMPTS
            || context.sc().isStopped()) {
          throw ClusterLoss.of(loss, round);
        }
        notes.accept("round repeated: " + ClusterLoss.reason(e));
        continue;
      }
      Optional<RoundMessage.Refusal> refusal = first(messages, RoundMessage.Refusal.class);
      if (refusal.isPresent()) {
        throw new Failure(refusal.get().kind(), refusal.get().message());
      }
      Optional<RoundMessage.Parted> parted = first(messages, RoundMessage.Parted.class);
      if (parted.isEmpty()) {
        return Optional.of(joined(round, messages));
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
      notes.accept("round repeated: " + parted.get().reason());
    }
  }

  private List<RoundMessage> once(Snapshot from, Round round, Consumer<String> notes)
      throws ExecutionException {
    boolean averages = round.mode() == Mode.AVERAGING;
    Broadcast<Snapshot> state = context.broadcast(from);
    try {
      JavaRDD<RoundMessage> results = averages ? average(state, round) : synchronous(state, round);
      // With averaging the parts of those who are missing are done by the others.
      return new WatchedJob(context, averages ? 1 : executors, notes).await(results.collectAsync());
    } finally {
      destroy(state);
    }
  }

  /** Not over what went wrong before: a context that is stopped takes the broadcast with it. */
  private void destroy(Broadcast<Snapshot> state) {
    try {
      state.destroy();
    } catch (RuntimeException e) {
      if (!context.sc().isStopped()) {
        throw e;
      }
    }
  }

  private static <T extends RoundMessage> Optional<T> first(
      List<RoundMessage> messages, Class<T> kind) {
    return messages.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private JavaRDD<Integer> tasks() {
    return context.parallelize(IntStream.range(0, executors).boxed().toList(), executors);
  }

  private JavaRDD<RoundMessage> average(Broadcast<Snapshot> state, Round round) {
    return tasks()
        .mapPartitionsToPair(new AveragingTask(broadcast, state, round))
        .groupByKey(new HashPartitioner(executors))
        .flatMap(new MeanTask());
  }

  private JavaRDD<RoundMessage> synchronous(Broadcast<Snapshot> state, Round round) {
    return SynchronousTask.of(tasks(), broadcast, state, round);
  }

  private static RoundResult joined(Round round, List<RoundMessage> messages) {
    List<RoundMessage.Numbers> chunks = new ArrayList<>();
    List<ShardReport> reports = new ArrayList<>();
    List<FlatState.Vector> vectors = List.of();
    for (RoundMessage message : messages) {
      if (message instanceof RoundMessage.Numbers numbers) {
        chunks.add(numbers);
      } else if (message instanceof RoundMessage.Report report) {
        reports.add(report.report());
        vectors = report.vectors();
      }
    }
    chunks.sort(Comparator.comparingInt(RoundMessage.Numbers::chunk));
    reports.sort(Comparator.comparingInt(ShardReport::executor));
    float[][] values = chunks.stream().map(RoundMessage.Numbers::values).toArray(float[][]::new);
    return new RoundResult(
        FlatState.join(round.from().after(round.steps()), values, vectors), reports);
  }

  /** In a local cluster this is also the executors' process. */
  @Override
  public void close() {
    ExecutorTraining.forget();
  }
}
