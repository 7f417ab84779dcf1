package org.rdvae.tensor;

import org.nd4j.nativeblas.NativeOps;

/** Calls of the native library by one {@link Kernels}: their threads, their time, their end. */
final class NativeCalls {
  private final NativeOps library;
  private final int threads;
  private final RemoteDevice remote;
  private final OperationClock clock = new OperationClock();
  private boolean closed;

  /**
   * @param remote null where the library computes in memory that Java sees
   */
  NativeCalls(NativeOps library, int threads, RemoteDevice remote) {
    this.library = library;
    this.threads = threads;
    this.remote = remote;
  }

  NativeOps library() {
    return library;
  }

  OperationClock clock() {
    return clock;
  }

  /** Whether operations call the library themselves; if not, they go through {@link #execute}. */
  boolean areDirect() {
    return remote == null;
  }

  /**
   * Gives the calling thread its number of OpenMP threads. OpenMP keeps one for every thread that
   * calls, a new one's being that of the environment, and another device may have set this one's
   * since the last call. So each call does it again: 10 ns. To the library for cards the number
   * would be that of a block's threads.
   */
  void prepareThread() {
    if (remote == null) {
      library.setOmpNumThreads(threads);
    }
  }

  /**
   * Begins a call and returns the {@link System#nanoTime()}.
   *
   * @throws IllegalStateException if the memory that it would work on is freed
   */
  long begin() {
    if (closed) {
      throw new IllegalStateException("The kernels of this operation are closed");
    }
    prepareThread();
    return System.nanoTime();
  }

  /** Ends a call whose failure its status tells. */
  void end(long begin) {
    clock.add(System.nanoTime() - begin);
  }

  /** Ends a call of an elementwise operation. */
  void finish(long begin, Enum<?> kind) {
    end(begin);
    if (library.lastErrorCode() != 0) {
      throw new IllegalStateException(
          "ND4J elementwise operation " + kind + " failed: " + library.lastErrorMessage());
    }
  }

  /**
   * One call by ND4J's executioner.
   *
   * @throws org.rdvae.base.Failure of kind DEVICE if the device was lost
   */
  void execute(Runnable call) {
    long begin = begin();
    try {
      call.run();
    } catch (RuntimeException e) {
      throw remote.explained(e);
    }
    end(begin);
  }

  /** From now on there is nothing to call on. */
  void close() {
    closed = true;
  }
}
