package org.rdvae.tensor;

/** What a library says went wrong, without the names of its classes. */
final class Causes {
  private Causes() {}

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
