package org.rdvae.report;

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
   * @param steps points on each way, at least 2
   */
  public static ImageGrid draw(
      VaeSession session, float[] images, int rows, int steps, LatentPath path) {
    int values = session.architecture().pixels();
    int latents = session.architecture().latents();
    ImageGrid grid =
        new ImageGrid(
            rows,
            steps + 2,
            PictureFormat.of(session.architecture()),
            new GridStyle(true, true, GridStyle.PLAIN.columnLabels(), GridStyle.PLAIN.rowLabels()));
    float[] mean = new float[2 * rows * latents];
    session.encode(images, 2 * rows, mean, new float[mean.length]);
    float[] z = new float[rows * steps * latents];
    for (int row = 0; row < rows; row++) {
      int a = 2 * row * latents;
      path.write(mean, a, a + latents, latents, steps, z, row * steps * latents);
    }
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
}
