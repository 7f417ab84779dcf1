package org.rdvae.data;

/**
 * Is told how many files of a folder are read, from changing threads but never from two at once.
 * Whatever it throws ends the reading and comes out of it.
 */
@FunctionalInterface
public interface ReadingProgress {
  /** For whoever does not want to know. */
  ReadingProgress NONE = (done, total) -> {};

  /** Called after each file, whether it could be read or not. */
  void at(int done, int total);
}
