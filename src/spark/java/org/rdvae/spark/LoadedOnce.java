package org.rdvae.spark;

import java.util.function.Supplier;

/**
 * The model of an executor, loaded by the first task that needs it and shared by all of this
 * process. There is one at a time, so the memory outside Java's heap stays that of one model and of
 * what each running task computes in.
 */
final class LoadedOnce {
  private static CorpusWork work;
  private static Object loaded;

  private LoadedOnce() {}

  /** What was loaded for this work, or is loaded now while other tasks wait. */
  static synchronized <T> T get(CorpusWork wanted, Class<T> type, Supplier<T> load) {
    if (!wanted.equals(work)) {
      loaded = load.get();
      work = wanted;
    }
    return type.cast(loaded);
  }
}
