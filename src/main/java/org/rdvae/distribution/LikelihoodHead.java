package org.rdvae.distribution;

/**
 * One of the outputs that a likelihood asks of the decoder.
 *
 * @param size how many numbers: for each place of the image, or for the example as a whole
 * @param source where they come from
 */
public record LikelihoodHead(String name, int size, Source source) {
  /** Where the numbers of a head come from. */
  public enum Source {
    /** A layer behind the decoder's features; the numbers of a place follow one another. */
    PLACES,
    /** The decoder's features themselves, of which there must be as many. */
    FEATURES
  }

  /** So many numbers for each place of the image. */
  public static LikelihoodHead ofPlaces(String name, int size) {
    return new LikelihoodHead(name, size, Source.PLACES);
  }

  /** The decoder's features, of which there must be so many. */
  public static LikelihoodHead direct(String name, int size) {
    return new LikelihoodHead(name, size, Source.FEATURES);
  }

  /** Whether no layer stands between the decoder's features and these numbers. */
  public boolean isDirect() {
    return source == Source.FEATURES;
  }

  /** Numbers for an example of so many places. */
  public int columns(int places) {
    return isDirect() ? size : Math.multiplyExact(places, size);
  }
}
