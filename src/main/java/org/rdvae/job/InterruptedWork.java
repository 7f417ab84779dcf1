package org.rdvae.job;

import java.util.function.BooleanSupplier;

/** Leaves a work of many parts whose user wants it ended. */
final class InterruptedWork extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private InterruptedWork() {
    super("interrupted", null, false, false);
  }

  static void leaveIf(BooleanSupplier interrupted) {
    if (interrupted.getAsBoolean()) {
      throw new InterruptedWork();
    }
  }
}
