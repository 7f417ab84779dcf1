package org.rdvae.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.rdvae.base.Failure;
import org.rdvae.training.Round;
import org.rdvae.training.ShardResult;
import org.rdvae.training.Snapshot;
import scala.Tuple2;

/**
 * An executor's steps of a round with averaging. Its vectors leave it in as many chunks as there
 * are executors, each of which averages one: nobody receives more than the size of the model.
 */
final class AveragingTask implements PairFlatMapFunction<Iterator<Integer>, Integer, RoundMessage> {
  private static final long serialVersionUID = 1L;

  /** Key of what is not averaged. */
  static final int TOLD = -1;

  private final Broadcast<Handover> handover;
  private final Broadcast<Snapshot> state;
  private final Round round;

  AveragingTask(Broadcast<Handover> handover, Broadcast<Snapshot> state, Round round) {
    this.handover = handover;
    this.state = state;
    this.round = round;
  }

  @Override
  public Iterator<Tuple2<Integer, RoundMessage>> call(Iterator<Integer> executors) {
    List<Tuple2<Integer, RoundMessage>> parts = new ArrayList<>();
    int executor = executors.next();
    try {
      ShardResult result =
          ExecutorTraining.of(handover.value())
              .run(
                  state.value(),
                  round,
                  executor,
                  values -> {
                    throw new IllegalStateException("executors do not meet before the average");
                  });
      FlatState flat = new FlatState(result.end());
      for (int chunk = 0; chunk < round.executors(); chunk++) {
        parts.add(
            new Tuple2<>(
                chunk,
                new RoundMessage.Numbers(
                    chunk, executor, result.weight(), flat.chunk(chunk, round.executors()))));
      }
      parts.add(new Tuple2<>(TOLD, new RoundMessage.Report(result.report(), flat.vectors())));
    } catch (Failure e) {
      parts.add(new Tuple2<>(TOLD, new RoundMessage.Refusal(e.kind(), e.getMessage())));
    }
    return parts.iterator();
  }
}
