package org.rdvae.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.rdvae.random.RandomStream;

/**
 * Turns one example into the floats that the model sees. Dynamic binarisation sets a pixel of value
 * v to 1 with probability v/255: it is 1 when u &lt; v/255, with u uniform on the open interval (0,
 * 1), so 0 never and 255 always becomes 1. There is one random word for each pixel, four pixels in
 * order to a block of four words, in the stream of
 *
 * <pre>
 *   training, anew each epoch:     epoch + 1, image * 2^29 + block
 *   drawn once for good:           0,         split * 2^60 + image * 2^29 + block
 * </pre>
 *
 * <p>so the result depends neither on the batch size nor on what was drawn before, and blocks of
 * which every pixel is black or every pixel is white need no words: most of an image of digits. It
 * allocates nothing. An instance belongs to one thread. {@code BITS} copies bytes, which {@link
 * DataLoader} has checked to be bits, {@code NONE} takes v/255. Rows of tables and counts of words
 * are copied whatever the binarisation.
 *
 * <p>Burda, Grosse and Salakhutdinov, Importance Weighted Autoencoders, ICLR 2016,
 * arXiv:1509.00519, trains on images drawn this way.
 */
public final class Binarizer {
  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  /** A block is 4 pixels of at most 2^31. */
  private static final int BLOCK_BITS = 29;

  private static final int SPLIT_BITS = 60;

  private final Binarization binarization;
  private final RandomStream stream;

  public Binarizer(Binarization binarization, long seed) {
    this.binarization = binarization;
    this.stream = new RandomStream(seed, RandomStream.Purpose.BINARIZATION);
  }

  /** Writes an example as it is in the given epoch (from 0) to {@code target}, from {@code at}. */
  public void fillForEpoch(ExampleSet set, int example, int epoch, float[] target, int at) {
    fill(set, example, epoch + 1, 0, target, at);
  }

  /** Writes an example as it is in every evaluation to {@code target}, from {@code at} on. */
  public void fillForEvaluation(ExampleSet set, int example, float[] target, int at) {
    fill(set, example, 0, (long) set.split().number << SPLIT_BITS, target, at);
  }

  private void fill(ExampleSet set, int example, int epoch, long index, float[] target, int at) {
    if (set instanceof RowSet rows) {
      rows.copyRow(example, target, at);
    } else if (set instanceof ImageSet images) {
      byte[] pixels = images.array();
      int from = images.offset(example);
      int size = images.valuesPerExample();
      switch (binarization) {
        case DYNAMIC ->
            draw(pixels, from, size, epoch, index + ((long) example << BLOCK_BITS), target, at);
        case THRESHOLD -> shift(pixels, from, size, 7, target, at);
        case BITS -> shift(pixels, from, size, 0, target, at);
        case NONE -> scale(pixels, from, size, target, at);
      }
    }
  }

  private void draw(
      byte[] pixels, int from, int size, int epoch, long index, float[] target, int at) {
    int whole = size & ~3;
    for (int i = 0; i < whole; i += 4) {
      int four = (int) FOUR_BYTES.get(pixels, from + i);
      if (four == 0 || four == -1) {
        Arrays.fill(target, at + i, at + i + 4, four & 1);
      } else {
        stream.at(epoch, index + i / 4);
        for (int j = i; j < i + 4; j++) {
          target[at + j] = bit(pixels[from + j]);
        }
      }
    }
    stream.at(epoch, index + whole / 4);
    for (int i = whole; i < size; i++) {
      target[at + i] = bit(pixels[from + i]);
    }
  }

  /**
   * Whether u &lt; v/255 with u = (2 word + 1) / 2^33, in integers and read off the sign, because
   * processors mispredict a branch on grey pixels.
   */
  private long bit(byte pixel) {
    long odd = 2 * Integer.toUnsignedLong(stream.nextInt()) + 1;
    return (255 * odd - ((pixel & 0xFFL) << 33)) >>> 63;
  }

  /**
   * The high bit of a byte says whether it is at least 128. Faster than a table of 256 floats (56
   * against 70 µs a batch).
   */
  private static void shift(byte[] pixels, int from, int size, int bits, float[] target, int at) {
    for (int i = 0; i < size; i++) {
      target[at + i] = (pixels[from + i] & 0xFF) >>> bits;
    }
  }

  /** Divides, because the product with 1/255 is off by one unit in the last place for many v. */
  private static void scale(byte[] pixels, int from, int size, float[] target, int at) {
    for (int i = 0; i < size; i++) {
      target[at + i] = (pixels[from + i] & 0xFF) / 255f;
    }
  }
}
