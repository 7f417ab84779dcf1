package org.rdvae.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.rdvae.base.Failure;
import org.rdvae.training.Round;
import org.rdvae.training.ShardResult;
import org.rdvae.training.Snapshot;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/**
 * An executor's part of every step of a round, in a barrier: Spark runs all parts at the same time
 * or none. What any of them finds wrong is returned and not thrown, since the others, who then miss
 * it, would otherwise be reported in its place.
 */
final class SynchronousTask extends AbstractFunction1<Iterator<Integer>, Iterator<RoundMessage>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Handover> handover;
  private final Broadcast<Snapshot> state;
  private final Round round;

  private SynchronousTask(Broadcast<Handover> handover, Broadcast<Snapshot> state, Round round) {
    this.handover = handover;
    this.state = state;
    this.round = round;
  }

  /** A round, to be run; Spark's interface for Java has no barriers. */
  static JavaRDD<RoundMessage> of(
      JavaRDD<Integer> tasks,
      Broadcast<Handover> handover,
      Broadcast<Snapshot> state,
      Round round) {
    ClassTag<RoundMessage> tag = ClassTag$.MODULE$.apply(RoundMessage.class);
    SynchronousTask task = new SynchronousTask(handover, state, round);
    return JavaRDD.fromRDD(tasks.rdd().barrier().mapPartitions(task, false, tag), tag);
  }

  @Override
  public Iterator<RoundMessage> apply(Iterator<Integer> executors) {
    int executor = executors.next();
    return JavaConverters.asScalaIteratorConverter(parts(executor).iterator()).asScala();
  }

  private List<RoundMessage> parts(int executor) {
    ExecutorTraining training = null;
    RoundMessage refusal = null;
    try {
      training = ExecutorTraining.of(handover.value());
    } catch (Failure e) {
      refusal = new RoundMessage.Refusal(e.kind(), e.getMessage());
    }
    if (round.executors() == 1) {
      return training == null ? List.of(refusal) : alone(training);
    }
    BarrierTaskContext barrier = BarrierTaskContext.get();
    String address = barrier.getTaskInfos()[executor].address();
    String host = address.substring(0, address.lastIndexOf(':'));
    Optional<Ring> joined;
    try {
      joined =
          new RingMeeting(executor, round.executors())
              .join(host, barrier::allGather, training != null);
    } catch (Ring.Parted e) {
      return List.of(new RoundMessage.Parted(e.getMessage()));
    }
    if (joined.isEmpty()) {
      return refusal == null ? List.of() : List.of(refusal);
    }
    try (Ring ring = joined.get()) {
      return told(training.run(state.value(), round, executor, ring));
    } catch (Ring.Parted e) {
      return List.of(new RoundMessage.Parted(e.getMessage()));
    } catch (Failure e) {
      return List.of(new RoundMessage.Refusal(e.kind(), e.getMessage()));
    }
  }

  /** Without a meeting, in which Spark looks once in a second whether all have come. */
  private List<RoundMessage> alone(ExecutorTraining training) {
    try {
      return told(training.run(state.value(), round, 0, values -> {}));
    } catch (Failure e) {
      return List.of(new RoundMessage.Refusal(e.kind(), e.getMessage()));
    }
  }

  /** All have the same parameters, so that those of one are enough. */
  private static List<RoundMessage> told(ShardResult result) {
    List<RoundMessage> parts = new ArrayList<>();
    FlatState flat = new FlatState(result.end());
    if (result.weight() > 0) {
      parts.add(new RoundMessage.Numbers(0, -1, 1, flat.chunk(0, 1)));
    }
    parts.add(new RoundMessage.Report(result.report(), flat.vectors()));
    return parts;
  }
}
