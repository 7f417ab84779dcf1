package org.rdvae.data;

import java.util.List;
import java.util.Objects;
import org.rdvae.random.RandomStream;

/**
 * Batches of patches for a codec, rows of height x width x 3 values from 0 to 1. A patch is taken
 * anywhere in a picture, larger ones more often, and turned or mirrored in one of eight ways; it is
 * a function of (seed, epoch, step, row).
 */
public final class PhotoPatches {
  private static final int CHANNELS = 3;
  private static final int TURNS = 8;
  private static final float WHITE = 255;

  private final List<Picture> pictures;
  private final double[] areaUpTo;
  private final int patch;
  private final int batch;
  private final int stepsPerEpoch;
  private final RandomStream stream;

  PhotoPatches(List<Picture> pictures, int patch, int batch, int patchesPerEpoch, long seed) {
    this.pictures = pictures;
    this.patch = patch;
    this.batch = batch;
    stepsPerEpoch = Math.max(1, patchesPerEpoch / batch);
    stream = new RandomStream(seed, RandomStream.Purpose.SHUFFLE);
    areaUpTo = new double[pictures.size()];
    double area = 0;
    for (int i = 0; i < areaUpTo.length; i++) {
      area += (double) pictures.get(i).width() * pictures.get(i).height();
      areaUpTo[i] = area;
    }
  }

  public int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  /** Writes a batch to the front of {@code target}; epoch and step count from 0. */
  public void fill(int epoch, int step, float[] target) {
    Objects.checkIndex(step, stepsPerEpoch);
    stream.at(epoch, step);
    for (int row = 0; row < batch; row++) {
      Picture picture = pictures.get(drawn(stream.nextUniform()));
      int left = stream.nextInt(picture.width() - patch + 1);
      int top = stream.nextInt(picture.height() - patch + 1);
      copy(picture, left, top, patch, stream.nextInt(TURNS), target, row);
    }
  }

  private int drawn(double share) {
    double area = share * areaUpTo[areaUpTo.length - 1];
    int low = 0;
    int high = areaUpTo.length - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (areaUpTo[middle] > area) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The middles of pictures, one after the other and then again a patch further on. */
  static float[] middles(List<Picture> pictures, int patch, int count) {
    float[] values = new float[Math.multiplyExact(count, patch * patch * CHANNELS)];
    for (int i = 0; i < count; i++) {
      Picture picture = pictures.get(i % pictures.size());
      int shift = patch * (i / pictures.size());
      int left = between(picture.width() - patch, shift);
      int top = between(picture.height() - patch, shift);
      copy(picture, left, top, patch, 0, values, i);
    }
    return values;
  }

  private static int between(int room, int shift) {
    return (room / 2 + shift) % (room + 1);
  }

  private static void copy(
      Picture picture, int left, int top, int patch, int turn, float[] target, int row) {
    int to = row * patch * patch * CHANNELS;
    byte[] pixels = picture.pixels();
    for (int y = 0; y < patch; y++) {
      for (int x = 0; x < patch; x++) {
        int across = (turn & 1) == 0 ? x : patch - 1 - x;
        int down = (turn & 2) == 0 ? y : patch - 1 - y;
        int column = left + ((turn & 4) == 0 ? across : down);
        int line = top + ((turn & 4) == 0 ? down : across);
        int from = (line * picture.width() + column) * CHANNELS;
        for (int c = 0; c < CHANNELS; c++) {
          target[to++] = Byte.toUnsignedInt(pixels[from + c]) / WHITE;
        }
      }
    }
  }
}
