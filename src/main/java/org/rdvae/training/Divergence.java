package org.rdvae.training;

import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.training.TrainingSettings.OnNonFinite;

/** When a training ends because its numbers are no longer any, and what is said of it. */
final class Divergence {
  /** Steps in a row, or rollbacks in an epoch, that end a training which would go on. */
  static final int MOST_ANSWERS = 10;

  private Divergence() {}

  /** What is wrong, when it is for the last time that the settings' answer is tried. */
  static String again(TrainingSettings settings, String where) {
    return settings.onNonFinite() == OnNonFinite.ROLLBACK
        ? where + ", after " + (MOST_ANSWERS - 1) + " rollbacks in this epoch"
        : where + "; it is the " + MOST_ANSWERS + "th step in a row that cannot be used";
  }

  static Failure failure(TrainingSettings settings, String where) {
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

  /** Whether all are numbers; asked where the gradient's norm is not measured in every step. */
  static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
