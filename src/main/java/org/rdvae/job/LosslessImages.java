package org.rdvae.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.data.ImageSet;
import org.rdvae.data.Picture;
import org.rdvae.data.PictureFile;
import org.rdvae.network.FeatureShape;

/**
 * The values of images as they are in their files: nothing that reading does for other commands may
 * have changed them.
 */
final class LosslessImages {
  private static final int WHITE = 255;

  private LosslessImages() {}

  /**
   * All values of all images, one after the other.
   *
   * @param bits whether each image must have two tones: 0 and 1 or 0 and 255, the same for all
   * @throws Failure BAD_DATA if a picture was resized or converted, has other values, or if there
   *     are too many
   */
  static byte[] values(SavedModel model, List<ImageInput> inputs, boolean bits) {
    int size = model.vae().architecture().pixels();
    long count = new NumberedImages(inputs).count();
    if (count * size > Integer.MAX_VALUE - 8) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          String.format(
              Locale.ROOT,
              "expected fewer than 2^31 values at a time, found %,d images of %,d; pack them in"
                  + " several files",
              count,
              size));
    }
    byte[] values = new byte[(int) count * size];
    int at = 0;
    for (ImageInput input : inputs) {
      if (!(input.images() instanceof ImageSet set)) {
        throw new Failure(
            Failure.Kind.BAD_DATA,
            input.name() + ": expected images, found " + input.images().things());
      }
      for (int i = 0; i < set.count(); i++) {
        for (int place = 0; place < size; place++) {
          values[at + place] = (byte) set.pixel(i, place);
        }
        requireUnchanged(input, i, Arrays.copyOfRange(values, at, at + size), model);
        at += size;
      }
    }
    if (bits) {
      requireTwoTones(values, inputs, size);
    }
    return values;
  }

  /** Of pictures only; idx files and the embedded set are taken as they are anyway. */
  private static void requireUnchanged(
      ImageInput input, int image, byte[] values, SavedModel model) {
    if (input.names().isEmpty()) {
      return;
    }
    Path named = Path.of(input.name());
    Path file = Files.isDirectory(named) ? named.resolve(input.nameOf(image)) : named;
    Picture picture = PictureFile.of(file).picture();
    FeatureShape shape = model.vae().architecture().image();
    FeatureShape found = new FeatureShape(picture.height(), picture.width(), picture.channels());
    if (!found.equals(shape)) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          String.format(
              Locale.ROOT,
              "%s: expected a picture of %s, as the model takes them, found %s; convert it first",
              file,
              words(shape),
              words(found)));
    }
    if (!Arrays.equals(picture.pixels(), values)) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          file + ": expected pixels that reading leaves as they are, found others; save it as PNG");
    }
  }

  private static String words(FeatureShape shape) {
    return shape.height()
        + " x "
        + shape.width()
        + (shape.channels() == 1 ? " grey pixels" : " colour pixels");
  }

  private static void requireTwoTones(byte[] values, List<ImageInput> inputs, int size) {
    int white = 0;
    for (int i = 0; i < values.length; i++) {
      int value = values[i] & 0xFF;
      if (value == 0 || value == white) {
        continue;
      }
      if (white != 0 || (value != 1 && value != WHITE)) {
        throw new Failure(
            Failure.Kind.BAD_DATA,
            String.format(
                    Locale.ROOT,
                    "%s: expected values of 0 and 1, or of 0 and 255, the same two in all images, since",
                    nameOf(inputs, i / size))
                + " the model is of bits; found "
                + value
                + (white == 0 ? "" : " beside " + white));
      }
      white = value;
    }
  }

  private static String nameOf(List<ImageInput> inputs, int image) {
    int index = image;
    for (ImageInput input : inputs) {
      if (index < input.images().count()) {
        return input.names().isEmpty() ? input.name() + ", image " + index : input.nameOf(index);
      }
      index -= input.images().count();
    }
    throw new IndexOutOfBoundsException("image " + image);
  }
}
