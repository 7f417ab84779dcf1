package org.rdvae.network;

/**
 * The shape of one example between two layers: height x width x channels, channels varying fastest.
 * Features without places, such as the outputs of a dense layer, are 1 x 1 x n.
 */
public record FeatureShape(int height, int width, int channels) {
  /** Features without places. */
  public static FeatureShape flat(int values) {
    return new FeatureShape(1, 1, values);
  }

  /** Number of values. */
  public int size() {
    return Math.multiplyExact(places(), channels);
  }

  /** Number of places, each of which has all channels. */
  public int places() {
    return Math.multiplyExact(height, width);
  }

  public boolean isFlat() {
    return places() == 1;
  }

  @Override
  public String toString() {
    return isFlat() ? "[" + channels + "]" : "[" + height + ", " + width + ", " + channels + "]";
  }
}
