package org.rdvae.tensor;

/** What a library says went wrong, without the names of its classes. */
final class Causes {
  private Causes() {}

  /** A library that is short of memory is not broken, whatever it wraps that in. */
  static void rethrowOutOfMemory(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError error) {
        throw error;
      }
    }
  }

  /**
   * The first line of the innermost message, without a full stop; one class name if it has none.
   */
  static String innermost(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null || message.isBlank()
        ? innermost.getClass().getSimpleName()
        : message.strip().lines().findFirst().orElseThrow().replaceAll("[.;:]+$", "");
  }
}
