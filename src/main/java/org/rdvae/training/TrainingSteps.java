package org.rdvae.training;

import org.rdvae.base.Failure;

/**
 * Takes the steps of a training, here or on several machines. {@link Trainer} says from where, and
 * does between epochs what has to be done.
 */
public interface TrainingSteps extends AutoCloseable {
  /**
   * Takes some steps, none beyond the end of the epoch, and reports those that are to be logged.
   *
   * @return how many; 0 only where no more can be taken, because the process is ending
   * @throws Failure if the training diverged, or what computes is lost
   */
  int take(Position from, TrainingListener listener);

  /** At the beginning and after each epoch: a state that later steps may go back to. */
  void keep(Position position);

  /** A copy of the model as it is to be used. */
  float[] model();

  /**
   * A copy of the whole state, with what it would be rolled back to.
   *
   * @throws IllegalStateException after the training diverged
   * @throws Failure of kind BAD_DATA if it is found here that it did
   */
  Snapshot snapshot(Position position);

  /**
   * Whether what failed was a {@link #take} that left nothing behind: the state is then that of the
   * position given to it, and all before it was reported.
   */
  boolean isWhole();

  /** From now on there is no state to save: the parameters may be lost. */
  Failure diverged(String where);

  /** Nanoseconds in which nothing was computed for want of data. */
  long waitedNanos();

  @Override
  void close();
}
