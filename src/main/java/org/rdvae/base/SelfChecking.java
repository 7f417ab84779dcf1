package org.rdvae.base;

/** Settings that a config reader has check themselves before anything uses them. */
public interface SelfChecking {
  /**
   * Looks for what no range can tell.
   *
   * @throws Failure saying what was expected and found
   */
  void check();
}
