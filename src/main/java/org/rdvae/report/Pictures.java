package org.rdvae.report;

import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;

/** The pictures that show what a model has learnt. */
public final class Pictures {
  private Pictures() {}

  /**
   * Pictures drawn from the model: z ~ N(0, temperature²), shown as the probability of each pixel.
   * The same seed gives the same z, so that the pictures of several epochs can be compared.
   */
  public static ImageGrid samples(VaeSession session, int count, long seed, double temperature) {
    int latents = session.architecture().latents();
    RandomStream stream = new RandomStream(seed, RandomStream.Purpose.SAMPLING);
    float[] z = new float[count * latents];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) (temperature * stream.nextGaussian());
    }
    int columns = ImageGrid.columnsFor(count);
    ImageGrid grid = emptyGrid(session, (count + columns - 1) / columns, columns);
    float[] pixels = decode(session, z, count);
    for (int i = 0; i < count; i++) {
      grid.draw(i / columns, i % columns, pixels, i * session.architecture().pixels());
    }
    return grid;
  }

  /** Images (odd rows) above what the model makes of their posterior means (even rows). */
  public static ImageGrid reconstructions(VaeSession session, float[] images, int count) {
    int pixelCount = session.architecture().pixels();
    float[] mean = new float[count * session.architecture().latents()];
    session.encode(images, count, mean, new float[mean.length]);
    float[] pixels = decode(session, mean, count);
    int columns = Math.min(count, 12);
    ImageGrid grid = emptyGrid(session, 2 * ((count + columns - 1) / columns), columns);
    for (int i = 0; i < count; i++) {
      grid.draw(2 * (i / columns), i % columns, images, i * pixelCount);
      grid.draw(2 * (i / columns) + 1, i % columns, pixels, i * pixelCount);
    }
    return grid;
  }

  private static ImageGrid emptyGrid(VaeSession session, int rows, int columns) {
    return new ImageGrid(rows, columns, PictureFormat.of(session.architecture()));
  }

  static float[] decode(VaeSession session, float[] z, int count) {
    float[] pixels = new float[count * session.architecture().pixels()];
    session.decode(z, count, pixels);
    return pixels;
  }
}
