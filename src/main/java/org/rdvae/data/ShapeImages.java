package org.rdvae.data;

import java.util.List;
import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.data.ShapeFactors.Shape;
import org.rdvae.random.RandomStream;

/**
 * Grey images with known factors: one white shape on black, a square, an ellipse or a triangle in
 * some size, orientation and place. Each image is a pure function of (seed, split, image), the same
 * on every machine. Lengths are parts of the image's side; every shape lies within a circle of
 * radius R = 0.25 (scale 1) to 0.125 around its centre, and centres lie from 0.25 to 0.75, so no
 * shape is cut off:
 *
 * <pre>
 *   square     |u|, |v| &lt;= R / sqrt 2
 *   ellipse    u^2 + 4 v^2 &lt;= R^2
 *   triangle   -R &lt;= v &lt;= 0.8 R, 3 |u| &lt;= v + R     (its top narrow, so it has one orientation)
 * </pre>
 *
 * <p>with u and v the place relative to the centre, turned back by the orientation. A pixel is 255
 * times the share of its 8 x 8 sample points within the shape.
 *
 * <p>In the manner of Matthey et al., dSprites: Disentanglement testing Sprites dataset, 2017; own
 * shapes and own drawing.
 */
public final class ShapeImages {
  private static final RandomStream.Purpose FACTORS = RandomStream.Purpose.GENERATED_DATA;
  private static final List<Shape> SHAPES = List.of(Shape.SQUARE, Shape.ELLIPSE, Shape.TRIANGLE);
  private static final double LARGEST_RADIUS = 0.25;
  private static final int SAMPLES = 8;

  private final int count;
  private final int size;
  private final RandomStream stream;

  /** Belongs to one thread. */
  public ShapeImages(ShapeSettings settings) {
    count = settings.count();
    size = settings.size();
    stream = new RandomStream(settings.seed(), FACTORS);
  }

  Splits splits(DataSettings settings) {
    HashSplit.requireShares(settings.split());
    if ((double) count * size * size > ImageSet.MOST_VALUES) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          String.format(
              Locale.ROOT,
              "data.shapes: expected at most %d bytes of pixels (2 GiB), found %d images of %dx%d",
              ImageSet.MOST_VALUES,
              count,
              size,
              size));
    }
    int validation = (int) Math.round(count * settings.split().validation());
    int test = (int) Math.round(count * settings.split().test());
    int train = count - validation - test;
    HashSplit.requireNoneEmpty("the " + count + " shapes", "images", train, validation, test);
    return new Splits(
        KebabCase.of(settings.set().name()),
        settings.binarization(),
        draw(Split.TRAIN, train),
        draw(Split.VALIDATION, validation),
        draw(Split.TEST, test));
  }

  /** What an image of a split shows. */
  public ShapeFactors factors(Split split, int image) {
    stream.at(split.number, image);
    return new ShapeFactors(
        SHAPES.get(stream.nextInt(SHAPES.size())),
        stream.nextInt(ShapeFactors.SCALES),
        stream.nextInt(ShapeFactors.ORIENTATIONS),
        stream.nextInt(ShapeFactors.POSITIONS),
        stream.nextInt(ShapeFactors.POSITIONS));
  }

  /** How many images {@link #draw} can hold. */
  public int most() {
    return ImageSet.MOST_VALUES / (size * size);
  }

  /** The first images of a split, which may be more than the settings have. */
  public ImageSet draw(Split split, int images) {
    byte[] pixels = new byte[Math.multiplyExact(images, size * size)];
    for (int image = 0; image < images; image++) {
      draw(factors(split, image), pixels, image * size * size);
    }
    return new ImageSet(split, images, size, size, 1, pixels);
  }

  private void draw(ShapeFactors factors, byte[] pixels, int from) {
    double radius = LARGEST_RADIUS * (0.5 + 0.5 * factors.scale() / (ShapeFactors.SCALES - 1));
    double centerX = center(factors.x());
    double centerY = center(factors.y());
    double angle = 2 * Math.PI * factors.orientation() / ShapeFactors.ORIENTATIONS;
    // Math.cos may differ between machines in the last bit.
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    int bottom = Math.min(size, (int) Math.ceil((centerY + radius) * size));
    int right = Math.min(size, (int) Math.ceil((centerX + radius) * size));
    for (int row = Math.max(0, (int) ((centerY - radius) * size)); row < bottom; row++) {
      for (int column = Math.max(0, (int) ((centerX - radius) * size)); column < right; column++) {
        int inside = 0;
        for (int sample = 0; sample < SAMPLES * SAMPLES; sample++) {
          double x = (column + (sample % SAMPLES + 0.5) / SAMPLES) / size - centerX;
          int line = sample / SAMPLES;
          double y = (row + (line + 0.5) / SAMPLES) / size - centerY;
          inside += contains(factors.shape(), cos * x + sin * y, cos * y - sin * x, radius) ? 1 : 0;
        }
        pixels[from + row * size + column] =
            (byte) ((255 * inside + SAMPLES * SAMPLES / 2) / (SAMPLES * SAMPLES));
      }
    }
  }

  private static double center(int step) {
    return LARGEST_RADIUS + (1 - 2 * LARGEST_RADIUS) * step / (ShapeFactors.POSITIONS - 1);
  }

  private static boolean contains(Shape shape, double u, double v, double radius) {
    return switch (shape) {
      case SQUARE -> 2 * Math.max(u * u, v * v) <= radius * radius;
      case ELLIPSE -> u * u + 4 * v * v <= radius * radius;
      case TRIANGLE -> v <= 0.8 * radius && 3 * Math.abs(u) <= v + radius;
    };
  }
}
