package org.rdvae.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a picture cut into parts that are computed one after the other. Each is computed with
 * what lies around it in a window, and all windows are of one size, so that buffers serve them all.
 */
final class Tiling {
  private Tiling() {}

  /**
   * A part.
   *
   * @param first its first position
   * @param size its positions
   * @param windowFirst the window's first position
   */
  record Part(int first, int size, int windowFirst) {}

  /**
   * The parts of an axis.
   *
   * @param size positions
   * @param most of a part
   * @param around positions that a window has more than its part, on either side where there are
   *     any
   */
  static List<Part> of(int size, int most, int around) {
    int window = windowSize(size, most, around);
    List<Part> parts = new ArrayList<>();
    for (int first = 0; first < size; first += most) {
      int windowFirst = Math.min(Math.max(first - around, 0), size - window);
      parts.add(new Part(first, Math.min(most, size - first), windowFirst));
    }
    return parts;
  }

  /** Positions of all windows. */
  static int windowSize(int size, int most, int around) {
    return size <= most ? size : Math.min(size, most + 2 * around);
  }
}
