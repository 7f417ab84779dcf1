package org.rdvae;

import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.data.Binarization;
import org.rdvae.data.DataSettings;
import org.rdvae.data.ExampleSet;
import org.rdvae.data.ImageSet;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.data.TableSet;

/**
 * Examples from iterators of Deeplearning4j, one for training, one for validation and one for the
 * final test. Each is read once, to its end, and held in memory: a training takes its examples in
 * an order of its own, which a resumed one repeats. Features only; labels are not looked at.
 */
public final class IteratorExamples {
  private static final double LEVELS = 255;

  /** Of float32 numbers v / 255; levels are whole. */
  private static final double ROUNDING = 0.01;

  private final DataSetIterator[] iterators;
  private final DataSettings.Set set;
  private final int height;
  private final int width;
  private final int channels;
  private final double white;

  private IteratorExamples(
      DataSettings.Set set,
      int height,
      int width,
      int channels,
      double white,
      DataSetIterator... iterators) {
    this.set = set;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.white = white;
    this.iterators = iterators;
  }

  /**
   * Images, for a config with {@code data: {set: given-images}}. Features are [examples, channels,
   * height, width] as Deeplearning4j has them, [examples, height, width, channels], or rows of
   * either one channel or three whole planes.
   *
   * @param height of an image in pixels
   * @param width of an image in pixels
   * @param channels 1 for grey, 3 for red, green and blue
   * @param white the value of white: 255 for pixels as they are, 1 for scaled ones and for bits
   * @param train images to learn from
   * @param validation images by which the best epoch is chosen
   * @param test images that the best model is measured on
   * @return them, read when a training begins
   */
  public static IteratorExamples images(
      int height,
      int width,
      int channels,
      double white,
      DataSetIterator train,
      DataSetIterator validation,
      DataSetIterator test) {
    if (white != 1 && white != LEVELS) {
      throw new IllegalArgumentException("white: expected 1 or 255, found " + white);
    }
    return new IteratorExamples(
        DataSettings.Set.GIVEN_IMAGES, height, width, channels, white, train, validation, test);
  }

  /**
   * Rows of real numbers, for a config with {@code data: {set: given-rows}}, as they are: bring
   * them to mean 0 and standard deviation 1 before, for instance by a preprocessor of the
   * iterators.
   *
   * @param train rows to learn from
   * @param validation rows by which the best epoch is chosen
   * @param test rows that the best model is measured on
   * @return them, read when a training begins
   */
  public static IteratorExamples rows(
      DataSetIterator train, DataSetIterator validation, DataSetIterator test) {
    return new IteratorExamples(DataSettings.Set.GIVEN_ROWS, 1, 0, 1, 1, train, validation, test);
  }

  /**
   * Reads all of them.
   *
   * @throws Failure BAD_CONFIG if the config is for other data, BAD_DATA if the values are not what
   *     they were said to be
   */
  Splits read(DataSettings settings) {
    String name = KebabCase.of(set.name());
    if (settings.set() != set) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "data.set: expected "
              + name
              + ", for what the program hands over, found "
              + KebabCase.of(settings.set().name()));
    }
    Binarization binarization = settings.effectiveBinarization();
    Split[] splits = {Split.TRAIN, Split.VALIDATION, Split.TEST};
    ExampleSet[] sets = new ExampleSet[splits.length];
    for (int i = 0; i < splits.length; i++) {
      sets[i] = read(iterators[i], splits[i], binarization == Binarization.BITS);
      if (sets[i].valuesPerExample() != sets[0].valuesPerExample()) {
        throw bad(
            splits[i],
            "examples of " + sets[0].valuesPerExample() + " values, as for training",
            "examples of " + sets[i].valuesPerExample());
      }
      sets[i] = settings.limit() == 0 ? sets[i] : sets[i].first(settings.limit());
    }
    return new Splits(name, binarization, sets[0], sets[1], sets[2]);
  }

  private ExampleSet read(DataSetIterator iterator, Split split, boolean bits) {
    if (iterator.resetSupported()) {
      iterator.reset();
    }
    float[] values = {};
    int count = 0;
    int columns = height * width * channels;
    while (iterator.hasNext()) {
      INDArray features = iterator.next().getFeatures();
      int rows = Math.toIntExact(features.size(0));
      columns = columns == 0 ? Math.toIntExact(features.length() / rows) : columns;
      requireShape(features.shape(), columns, split);
      int needed = Math.addExact(count, Math.multiplyExact(rows, columns));
      if (needed > values.length) {
        values = Arrays.copyOf(values, Math.max(needed, (int) Math.min(1L << 30, 2L * count)));
      }
      float[] batch = channelsLast(features).castTo(DataType.FLOAT).dup('c').data().asFloat();
      System.arraycopy(batch, 0, values, count, batch.length);
      count = needed;
    }
    if (count == 0) {
      throw bad(split, "examples", "none");
    }
    float[] all = Arrays.copyOf(values, count);
    if (set == DataSettings.Set.GIVEN_ROWS) {
      requireFinite(all, columns, split);
      return TableSet.copyOf(split, columns, all);
    }
    return ImageSet.copyOf(split, height, width, channels, levels(all, bits, columns, split));
  }

  private void requireShape(long[] shape, int columns, Split split) {
    boolean images = set == DataSettings.Set.GIVEN_IMAGES;
    boolean fits =
        Arrays.equals(shape, new long[] {shape[0], columns})
            || (images && Arrays.equals(shape, planes(shape[0])))
            || (images && Arrays.equals(shape, new long[] {shape[0], height, width, channels}));
    if (!fits) {
      String imageShapes =
          String.format(
              Locale.ROOT,
              "[n, %d, %d, %d], [n, %d, %d, %d] or ",
              channels,
              height,
              width,
              height,
              width,
              channels);
      throw bad(
          split,
          "features of shape " + (images ? imageShapes : "") + "[n, " + columns + "]",
          "an array of shape " + Arrays.toString(shape));
    }
  }

  private long[] planes(long rows) {
    return new long[] {rows, channels, height, width};
  }

  private INDArray channelsLast(INDArray features) {
    long[] shape = features.shape();
    if (Arrays.equals(shape, planes(shape[0]))) {
      return features.permute(0, 2, 3, 1);
    } else if (shape.length == 2 && channels > 1) {
      return features.reshape('c', planes(shape[0])).permute(0, 2, 3, 1);
    }
    return features;
  }

  private byte[] levels(float[] values, boolean bits, int columns, Split split) {
    byte[] levels = new byte[values.length];
    double scale = bits ? 1 : LEVELS / white;
    double most = bits ? 1 : LEVELS;
    for (int i = 0; i < values.length; i++) {
      double level = scale * values[i];
      double whole = Math.rint(level);
      if (!(Math.abs(level - whole) <= ROUNDING && whole >= 0 && whole <= most)) {
        throw bad(
            split,
            bits
                ? "bits, 0 or 1 (data.binarization)"
                : "levels from 0 to 255" + (white == 1 ? ", divided by 255" : ""),
            values[i] + " in example " + i / columns);
      }
      levels[i] = (byte) (int) whole;
    }
    return levels;
  }

  private static void requireFinite(float[] values, int columns, Split split) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw bad(split, "finite numbers", values[i] + " in example " + i / columns);
      }
    }
  }

  private static Failure bad(Split split, String expected, String found) {
    return new Failure(
        Failure.Kind.BAD_DATA,
        "iterator of "
            + split.name().toLowerCase(Locale.ROOT)
            + ": expected "
            + expected
            + ", found "
            + found);
  }
}
