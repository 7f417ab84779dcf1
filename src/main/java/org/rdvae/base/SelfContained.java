package org.rdvae.base;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * Settings that may name a text file. The config reader puts the text into the job at once, so that
 * a run and a checkpoint hold all they need, wherever they are taken.
 */
public interface SelfContained {
  /**
   * The same settings with the text in place of the file.
   *
   * @param textOf reads a file
   * @throws Failure if the settings contradict one another or the text cannot be used
   */
  Object selfContained(Function<Path, String> textOf);
}
