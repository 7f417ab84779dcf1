package org.rdvae.report;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.rdvae.model.VaeSession;

/**
 * How drawn pictures are laid out: as they come, or of a model with classes in a row for each
 * class, so that a row shows what belongs to a class and a column, whose z is the same, what does
 * not.
 *
 * @param draws how many z are drawn, for the first ones of the pictures
 * @param classes of the pictures; empty for a model without
 */
record ClassRows(int count, int columns, int draws, int[] classes) {

  /**
   * The layout for a session.
   *
   * @param label the class to draw; empty for all classes in turn
   * @param count of pictures asked for; with a row for each class as many as fill rows
   */
  static ClassRows of(VaeSession session, OptionalInt label, int count) {
    int classes = session.architecture().classes();
    if (classes == 0) {
      return new ClassRows(count, ImageGrid.columnsFor(count), count, new int[0]);
    }
    if (label.isPresent()) {
      int[] same = new int[count];
      Arrays.fill(same, label.getAsInt());
      return new ClassRows(count, ImageGrid.columnsFor(count), count, same);
    }
    int columns = Math.max(1, count / classes);
    int all = Math.multiplyExact(classes, columns);
    return new ClassRows(
        all, columns, columns, IntStream.range(0, all).map(i -> i / columns).toArray());
  }

  /** Rows of latents for all pictures from those that were drawn. */
  float[] spread(float[] z, int latents) {
    float[] all = new float[count * latents];
    for (int i = 0; i < count; i++) {
      System.arraycopy(z, i % draws * latents, all, i * latents, latents);
    }
    return all;
  }
}
