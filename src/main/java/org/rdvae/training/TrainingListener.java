package org.rdvae.training;

/**
 * What a trainer reports. The trainer knows no files; listeners write them. Calls come from the
 * training thread.
 */
public interface TrainingListener {
  /** After every {@code log-every}-th step. */
  void measured(Position position, StepReport report);

  /** After a validation; {@code isBest} if no earlier one that counts was better. */
  void validated(Position position, Measurement validation, boolean isBest);

  /**
   * After a step whose gradient was not finite, in a training that goes on all the same.
   *
   * @param answer what was done about it, for the user
   */
  default void notFinite(Position position, String answer) {}

  /** Something else that the user should know, such as a round that is done again. */
  default void note(String words) {}

  /**
   * After every step, when all else of it was reported: the moment to save. Where others take the
   * steps it is after every round of them.
   *
   * @return whether to go on; if not, the trainer returns as it is
   */
  boolean stepped(Trainer trainer);
}
