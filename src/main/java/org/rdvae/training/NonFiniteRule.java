package org.rdvae.training;

import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.training.TrainingSettings.OnNonFinite;

/**
 * What is done about numbers that are not finite: a step's gradient is answered as {@code
 * training.on-non-finite} says; in a state or a validation they end the training, which then has no
 * state to go on from.
 */
final class NonFiniteRule {
  /** Steps in a row, or rollbacks in an epoch, that end a training which would go on. */
  private static final int MOST_ANSWERS = 10;

  private final TrainingSettings settings;
  private final PlannedTraining training;
  private Snapshot lastGood;
  private int answers;
  private boolean diverged;

  /**
   * @param start what the training began with, and with it what is remembered
   */
  NonFiniteRule(TrainingSettings settings, PlannedTraining training, Snapshot start) {
    this.settings = settings;
    this.training = training;
    RollbackPoint remembered = RollbackPoint.of(start);
    answers = remembered.answers();
    if (goesBack()) {
      lastGood = remembered.state().orElse(null);
    }
  }

  private boolean goesBack() {
    return settings.onNonFinite() == OnNonFinite.ROLLBACK;
  }

  /** Before the first step of a process: there must be something to go back to. */
  void begin(Position position) {
    requireSound();
    if (lastGood == null) {
      keep(position);
    }
  }

  /** At the end of an epoch: from now on this is gone back to. */
  void keep(Position position) {
    if (goesBack() && !position.finished()) {
      lastGood = state(position);
      answers = 0;
    }
  }

  /**
   * Judges a step.
   *
   * @param position before it
   * @param norm of its gradient
   */
  void judge(Position position, double norm, TrainingListener listener) {
    if (!Parameters.isSound(norm)) {
      answer(position, norm, listener);
    } else if (settings.onNonFinite() == OnNonFinite.SKIP) {
      answers = 0;
    }
  }

  /** A gradient that is not finite, or too large to be squared. */
  private void answer(Position position, double norm, TrainingListener listener) {
    String where =
        "in step "
            + (position.step() + 1)
            + (Double.isFinite(norm)
                ? " the gradient has the norm " + norm
                : " the gradient is not finite");
    answers++;
    if (settings.onNonFinite() == OnNonFinite.STOP) {
      throw diverged(where);
    } else if (answers >= MOST_ANSWERS) {
      throw diverged(where + ", nor was it in " + (MOST_ANSWERS - 1) + " steps before");
    } else if (settings.onNonFinite() == OnNonFinite.SKIP) {
      training.leaveOut();
      listener.notFinite(position, where + "; the step is left out");
    } else {
      training.goBack(lastGood);
      listener.notFinite(
          position, where + "; back to the parameters of step " + lastGood.position().step());
    }
  }

  /** From now on there is no state to save: the parameters may be lost. */
  Failure diverged(String where) {
    diverged = true;
    String optimizer = KebabCase.of(settings.optimizer().getClass().getSimpleName());
    return new Failure(
        Failure.Kind.BAD_DATA,
        "Training diverged: "
            + where
            + ". Try a lower training.optimizer."
            + optimizer
            + ".learning-rate or set training.clip-norm; checkpoints on disk are of earlier"
            + " steps.");
  }

  private void requireSound() {
    if (diverged) {
      throw new IllegalStateException("the training diverged and has no state to go on from");
    }
  }

  /**
   * A copy of the whole state, with what it would be rolled back to.
   *
   * @throws IllegalStateException after the training diverged
   * @throws Failure of kind BAD_DATA if it is found here that it did
   */
  Snapshot snapshot(Position position) {
    boolean remembers =
        lastGood != null && !position.finished() && lastGood.position().step() < position.step();
    return new RollbackPoint(Optional.ofNullable(remembers ? lastGood : null), answers)
        .joinedTo(state(position), training.trained());
  }

  private Snapshot state(Position position) {
    requireSound();
    Snapshot state = training.state(position);
    for (float value : state.parameters()) {
      // Where the norm is not measured in every step.
      if (!Float.isFinite(value)) {
        throw diverged("after step " + position.step() + " a parameter is not finite");
      }
    }
    return state;
  }
}
