package org.rdvae.fetch;

import java.io.IOException;

/** An answer that asking again would not change. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Whether something came, and it was not the file. */
  private final boolean foreign;

  private RefusedException(String message, boolean foreign) {
    super(message);
    this.foreign = foreign;
  }

  /** Nothing came. */
  static RefusedException nothing(String message) {
    return new RefusedException(message, false);
  }

  /** Another thing came than the file. */
  static RefusedException foreign(String message) {
    return new RefusedException(message, true);
  }

  boolean isForeign() {
    return foreign;
  }
}
