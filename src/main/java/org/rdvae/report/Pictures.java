package org.rdvae.report;

import java.util.Optional;
import java.util.OptionalInt;
import org.rdvae.distribution.GaussianMixture;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;

/** The pictures that show what a model has learnt. */
public final class Pictures {
  private Pictures() {}

  /**
   * Pictures drawn from the model: z of the prior, by a standard normal one N(0, temperature²),
   * shown as the probability of each pixel. The same seed gives the same z, so that the pictures of
   * several epochs can be compared. Of a model with classes there is a row for each.
   */
  public static ImageGrid samples(VaeSession session, int count, long seed, double temperature) {
    return samples(session, Optional.empty(), OptionalInt.empty(), count, seed, temperature, false);
  }

  /**
   * The same with a choice.
   *
   * @param prior where z comes from; empty for the model's own
   * @param label the only class to draw of a model with classes; empty for a row of each
   * @param values whether pixels are drawn too, each from its own distribution, and not shown as
   *     their means
   */
  public static ImageGrid samples(
      VaeSession session,
      Optional<GaussianMixture> prior,
      OptionalInt label,
      int count,
      long seed,
      double temperature,
      boolean values) {
    ClassRows layout = ClassRows.of(session, label, count);
    int latents = session.architecture().latents();
    float[] drawn = new float[layout.draws() * latents];
    RandomStream stream = sampling(seed);
    if (prior.isPresent()) {
      prior.get().draw(stream, temperature, layout.draws(), drawn);
    } else {
      session.draw(stream, temperature, layout.draws(), drawn);
    }
    float[] z = layout.spread(drawn, latents);
    session.classes(layout.classes());
    if (!values) {
      return grid(session, decode(session, z, layout.count()), layout);
    }
    float[] pixels = new float[layout.count() * session.architecture().pixels()];
    // Behind those of z, whatever their number is.
    session.drawValues(z, layout.count(), stream.at(0, 1), pixels);
    return grid(session, pixels, layout);
  }

  private static RandomStream sampling(long seed) {
    return new RandomStream(seed, RandomStream.Purpose.SAMPLING);
  }

  private static ImageGrid grid(VaeSession session, float[] pixels, ClassRows layout) {
    int count = layout.count();
    int columns = layout.columns();
    ImageGrid grid = emptyGrid(session, (count + columns - 1) / columns, columns);
    for (int i = 0; i < count; i++) {
      grid.draw(i / columns, i % columns, pixels, i * session.architecture().pixels());
    }
    return grid;
  }

  /**
   * Images (odd rows) above what the model makes of their posterior means (even rows).
   *
   * @param classes of the images; empty for a model without classes
   */
  public static ImageGrid reconstructions(
      VaeSession session, float[] images, int[] classes, int count) {
    session.classes(classes);
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
