package org.rdvae.training;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What an executor tells of its part of a round.
 *
 * @param steps that it took
 * @param skipped of them, left out: their indices in the round, in their order
 * @param scalars of its training state at the end
 * @param logged the steps to be reported, in their order
 * @param complaints about gradients that were not finite, in their order
 * @param computedNanos of the time that it took, without waiting for others
 */
public record ShardReport(
    int executor,
    int steps,
    List<Integer> skipped,
    Map<String, Double> scalars,
    List<Logged> logged,
    List<Complaint> complaints,
    long computedNanos)
    implements Serializable {

  /**
   * A step that is reported.
   *
   * @param index in the round
   */
  public record Logged(int index, StepReport report) implements Serializable {}

  /**
   * A step that went wrong.
   *
   * @param index in the round
   */
  public record Complaint(int index, String text) implements Serializable {}
}
