package org.rdvae.network;

/**
 * What a vertex of an exported graph gives.
 *
 * @param vertex its name
 * @param shape of one example
 * @param form how the examples lie in the array
 */
public record Dl4jFeatures(String vertex, FeatureShape shape, Form form) {
  /** Channels vary fastest in all of them, as everywhere in rdvae, so that no value moves. */
  public enum Form {
    /** Images or rows, as whoever evaluates the graph hands them over. */
    GIVEN,
    /** [examples, values]. */
    ROWS,
    /** [examples, height, width, channels]. */
    IMAGES,
    /** [examples x places, channels]. */
    PLACES
  }

  int[] dimensions(Form wanted) {
    return switch (wanted) {
      case GIVEN, ROWS -> new int[] {-1, shape.size()};
      case IMAGES -> new int[] {-1, shape.height(), shape.width(), shape.channels()};
      case PLACES -> new int[] {-1, shape.channels()};
    };
  }

  /** The same values as another shape. */
  Dl4jFeatures reshaped(FeatureShape other) {
    return new Dl4jFeatures(vertex, other, Form.ROWS);
  }

  /** Examples of one place are rows either way. */
  boolean is(Form wanted) {
    boolean onePlace = shape.isFlat() && form == Form.ROWS && wanted == Form.PLACES;
    return form == wanted || onePlace;
  }
}
