package org.rdvae.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.rdvae.training.WeightedMean;
import scala.Tuple2;

/**
 * The mean of one chunk over all executors, always added in their order, so that a round has one
 * result to the bit in whatever order the chunks arrive.
 */
final class MeanTask
    implements FlatMapFunction<Tuple2<Integer, Iterable<RoundMessage>>, RoundMessage> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<RoundMessage> call(Tuple2<Integer, Iterable<RoundMessage>> group) {
    List<RoundMessage> results = new ArrayList<>();
    List<RoundMessage.Numbers> chunks = new ArrayList<>();
    for (RoundMessage part : group._2()) {
      if (part instanceof RoundMessage.Numbers numbers) {
        chunks.add(numbers);
      } else {
        results.add(part);
      }
    }
    if (!chunks.isEmpty()) {
      chunks.sort(Comparator.comparingInt(RoundMessage.Numbers::executor));
      WeightedMean mean = new WeightedMean(chunks.get(0).values().length);
      chunks.forEach(chunk -> mean.add(chunk.values(), chunk.weight()));
      results.add(new RoundMessage.Numbers(group._1(), -1, 1, mean.values()));
    }
    return results.iterator();
  }
}
