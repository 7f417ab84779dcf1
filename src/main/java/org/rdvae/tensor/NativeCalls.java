package org.rdvae.tensor;

import org.nd4j.nativeblas.NativeOps;

/** The native library, and the clock that calls of it advance. */
record NativeCalls(NativeOps library, OperationClock clock) {
  /**
   * Ends a call of an elementwise operation.
   *
   * @param begin the {@link System#nanoTime()} before it
   */
  void finish(long begin, Enum<?> kind) {
    clock.add(System.nanoTime() - begin);
    if (library.lastErrorCode() != 0) {
      throw new IllegalStateException(
          "ND4J elementwise operation " + kind + " failed: " + library.lastErrorMessage());
    }
  }
}
