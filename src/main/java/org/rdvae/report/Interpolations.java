package org.rdvae.report;

import java.util.stream.IntStream;
import org.rdvae.model.VaeSession;

/**
 * Pictures on the way from one image to another: each row begins and ends with a real image, set
 * apart; between them is what the model makes of points on the way from the one's posterior mean to
 * the other's, the means themselves included.
 */
public final class Interpolations {
  private Interpolations() {}

  /**
   * Draws the grid.
   *
   * @param images two for each row, one after the other
   * @param classes of the images; empty for a model without classes. The first half of a way is
   *     drawn with the class of its first image, the other with that of its last
   * @param steps points on each way, at least 2
   */
  public static ImageGrid draw(
      VaeSession session, float[] images, int[] classes, int rows, int steps, LatentPath path) {
    int values = session.architecture().pixels();
    int latents = session.architecture().latents();
    ImageGrid grid =
        new ImageGrid(
            rows,
            steps + 2,
            PictureFormat.of(session.architecture()),
            new GridStyle(true, true, GridStyle.PLAIN.columnLabels(), GridStyle.PLAIN.rowLabels()));
    float[] mean = new float[2 * rows * latents];
    session.classes(classes);
    session.encode(images, 2 * rows, mean, new float[mean.length]);
    float[] z = new float[rows * steps * latents];
    for (int row = 0; row < rows; row++) {
      int a = 2 * row * latents;
      path.write(mean, a, a + latents, latents, steps, z, row * steps * latents);
    }
    session.classes(classes.length == 0 ? classes : nearest(classes, rows, steps));
    float[] decoded = Pictures.decode(session, z, rows * steps);
    for (int row = 0; row < rows; row++) {
      grid.draw(row, 0, images, 2 * row * values);
      for (int step = 0; step < steps; step++) {
        grid.draw(row, 1 + step, decoded, (row * steps + step) * values);
      }
      grid.draw(row, 1 + steps, images, (2 * row + 1) * values);
    }
    return grid;
  }

  private static int[] nearest(int[] classes, int rows, int steps) {
    return IntStream.range(0, rows * steps)
        .map(i -> classes[2 * (i / steps) + (2 * (i % steps) < steps ? 0 : 1)])
        .toArray();
  }
}
