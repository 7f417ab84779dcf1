package org.rdvae.cli;

/** Whether a person watches. */
final class Terminal {
  private Terminal() {}

  /** The launcher looks, because Java can ask only about standard input and output together. */
  static boolean onStandardError() {
    return "1".equals(System.getenv("RDVAE_STDERR_IS_TERMINAL"));
  }
}
