package org.rdvae.distribution;

/**
 * Something that all examples share and that is kept beside the networks' weights.
 *
 * @param initial where it begins; weights begin at random, as those of a dense layer from {@code
 *     rows} inputs to {@code columns} outputs
 */
public record SharedParameter(String name, Kind kind, int rows, int columns, double initial) {
  /** How it changes. */
  public enum Kind {
    /** One number, learned by its gradient. */
    NUMBER,
    /** A matrix, learned by its gradient. */
    WEIGHTS,
    /** One number that {@link PlannedLikelihood#gradient} brings up to date itself. */
    STATISTIC
  }

  /** A number that is learned. */
  public static SharedParameter number(String name, double initial) {
    return new SharedParameter(name, Kind.NUMBER, 1, 1, initial);
  }

  /** A matrix that is learned. */
  public static SharedParameter weights(String name, int rows, int columns) {
    return new SharedParameter(name, Kind.WEIGHTS, rows, columns, 0);
  }

  /** A number that the likelihood itself brings up to date. */
  public static SharedParameter statistic(String name, double initial) {
    return new SharedParameter(name, Kind.STATISTIC, 1, 1, initial);
  }
}
