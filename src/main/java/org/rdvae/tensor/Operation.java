package org.rdvae.tensor;

/**
 * One call of a kernel on tensors that were fixed when it was planned. Running it allocates
 * nothing.
 */
@FunctionalInterface
public interface Operation {
  void run();

  /**
   * Runs the operations in order. An indexed loop, because an iterator would be an allocation in
   * every step.
   */
  static void runAll(Operation[] operations) {
    for (int i = 0; i < operations.length; i++) {
      operations[i].run();
    }
  }
}
