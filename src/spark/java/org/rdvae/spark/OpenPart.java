package org.rdvae.spark;

/** A part of a corpus that is being worked on; belongs to one thread, which closes it. */
interface OpenPart extends AutoCloseable {
  /**
   * Takes a file; its row may come later.
   *
   * @throws org.rdvae.base.Failure if the file cannot be used; there will be no row then
   */
  void add(String path, byte[] content);

  /** Makes the rows of all files that were taken. */
  void finish();

  /** Whether no file can be taken before {@link #finish}. */
  boolean isFull();

  @Override
  void close();
}
