package org.rdvae.spark;

import java.io.Serializable;
import java.util.List;
import org.rdvae.base.Failure;
import org.rdvae.training.ShardReport;

/** What goes from executors to others, or to the driver, in a round. */
sealed interface RoundMessage extends Serializable {
  /**
   * Consecutive numbers of what is averaged.
   *
   * @param chunk which
   * @param executor whose; -1 if they are the mean
   */
  record Numbers(int chunk, int executor, int weight, float[] values) implements RoundMessage {}

  /**
   * What an executor tells of its part.
   *
   * @param vectors which vectors stand behind the parameters, in their order
   */
  record Report(ShardReport report, List<FlatState.Vector> vectors) implements RoundMessage {}

  /**
   * Why an executor did not do its part, where no other would have either.
   *
   * @param message for the user
   */
  record Refusal(Failure.Kind kind, String message) implements RoundMessage {}

  /** Executors that meet in every step lost one another. */
  record Parted(String reason) implements RoundMessage {}
}
