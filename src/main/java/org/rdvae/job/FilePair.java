package org.rdvae.job;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is read and the one that is made of it.
 *
 * @param input its path as it was given, or {@link #STREAM}
 * @param output likewise
 */
public record FilePair(String input, String output) {
  /** Stands for standard input, and for standard output. */
  public static final String STREAM = "-";

  /** Empty for standard input. */
  public Optional<Path> inputPath() {
    return path(input);
  }

  /** Empty for standard output. */
  public Optional<Path> outputPath() {
    return path(output);
  }

  /** How messages call the input. */
  public String inputName() {
    return input.equals(STREAM) ? "standard input" : input;
  }

  private static Optional<Path> path(String name) {
    return name.equals(STREAM) ? Optional.empty() : Optional.of(Path.of(name));
  }
}
