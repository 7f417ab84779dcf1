package org.rdvae.training;

import java.io.Serializable;
import org.rdvae.training.ClusterSettings.Mode;

/**
 * Some consecutive steps of one epoch, to be shared by executors.
 *
 * <pre>
 * averaging, 3 executors, 8 steps        synchronous, 3 executors, 4 steps
 * 0: steps 0 3 6                         0: first third of the batches 0 1 2 3
 * 1: steps 1 4 7                         1: second third
 * 2: steps 2 5                           2: last third
 * </pre>
 *
 * <p>Batches are functions of their epoch and step, so that an epoch has the same examples for any
 * number of executors.
 *
 * @param from before the first step
 * @param steps in all
 */
public record Round(Position from, int steps, Mode mode, int executors) implements Serializable {
  /** The round that comes next, which ends with the epoch at the latest. */
  static Round next(Position from, int stepsPerEpoch, ClusterSettings settings, int executors) {
    long most =
        (long) settings.stepsPerRound() * (settings.mode() == Mode.AVERAGING ? executors : 1);
    int steps = (int) Math.min(most, stepsPerEpoch - from.stepInEpoch());
    return new Round(from, steps, settings.mode(), executors);
  }

  /** Steps that one executor takes. */
  public int stepsOf(int executor) {
    return mode == Mode.SYNCHRONOUS ? steps : (steps - executor + executors - 1) / executors;
  }

  /** Which of the round's steps an executor takes as its {@code own}-th, both from 0. */
  int index(int executor, int own) {
    return mode == Mode.SYNCHRONOUS ? own : executor + own * executors;
  }

  /** Parts of a batch; each executor has one. */
  public int parts() {
    return mode == Mode.SYNCHRONOUS ? executors : 1;
  }
}
