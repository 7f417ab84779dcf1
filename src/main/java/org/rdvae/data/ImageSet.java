package org.rdvae.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * Images of one size, immutable: {@code count} x {@code height} x {@code width} x {@code channels}
 * unsigned bytes, channels fastest (NHWC); one channel is grey, three are red, green and blue. A
 * set may be a window on the array of a larger one (training and validation images come from one
 * file), so slices cost no memory.
 */
public final class ImageSet implements ExampleSet {
  /** Virtual machines refuse arrays of the last few lengths below 2^31. */
  static final int MOST_VALUES = Integer.MAX_VALUE - 8;

  private final Split split;
  private final int count;
  private final int height;
  private final int width;
  private final int channels;
  private final byte[] pixels;
  private final int start;
  private final byte[] labels;
  private final int firstLabel;

  /** Keeps the array itself; nobody may write to it afterwards. */
  ImageSet(Split split, int count, int height, int width, int channels, byte[] pixels) {
    this(split, count, height, width, channels, pixels, 0, null, 0);
  }

  private ImageSet(
      Split split,
      int count,
      int height,
      int width,
      int channels,
      byte[] pixels,
      int start,
      byte[] labels,
      int firstLabel) {
    this.split = split;
    this.count = count;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.pixels = pixels;
    this.start = start;
    this.labels = labels;
    this.firstLabel = firstLabel;
  }

  /** The same images with a label each, 0 to 255; keeps the array itself. */
  ImageSet withLabels(byte[] newLabels) {
    if (newLabels.length != count) {
      throw new IllegalArgumentException(count + " images, " + newLabels.length + " labels");
    }
    return new ImageSet(split, count, height, width, channels, pixels, start, newLabels, 0);
  }

  /** A grey set of its own copy of {@code pixels}, as many images as fill it. */
  public static ImageSet copyOf(Split split, int height, int width, byte[] pixels) {
    return copyOf(split, height, width, 1, pixels);
  }

  /** A set of its own copy of {@code pixels}, as many images as fill it. */
  public static ImageSet copyOf(Split split, int height, int width, int channels, byte[] pixels) {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "expected 1 channel (grey) or 3 (red, green, blue), found " + channels);
    }
    int size = Math.multiplyExact(Math.multiplyExact(height, width), channels);
    if (size <= 0 || pixels.length == 0 || pixels.length % size != 0) {
      throw new IllegalArgumentException(
          "expected a positive multiple of "
              + SizeText.words(height, width, channels)
              + " pixels, found "
              + pixels.length);
    }
    return new ImageSet(split, pixels.length / size, height, width, channels, pixels.clone());
  }

  /** The images {@code first} to {@code first + length - 1}, as a set of the given split. */
  ImageSet slice(Split part, int first, int length) {
    Objects.checkFromIndexSize(first, length, count);
    int from = start + first * valuesPerExample();
    return new ImageSet(
        part, length, height, width, channels, pixels, from, labels, firstLabel + first);
  }

  @Override
  public boolean hasLabels() {
    return labels != null;
  }

  @Override
  public int label(int example) {
    if (labels == null) {
      return ExampleSet.super.label(example);
    }
    return labels[firstLabel + Objects.checkIndex(example, count)] & 0xFF;
  }

  @Override
  public ImageSet first(int limit) {
    return slice(split, 0, Math.min(limit, count));
  }

  @Override
  public Split split() {
    return split;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public String things() {
    return "images";
  }

  /** The value, 0 to 255, at (row times width plus column) times channels plus channel. */
  public int pixel(int image, int place) {
    return pixels[offset(image) + Objects.checkIndex(place, valuesPerExample())] & 0xFF;
  }

  /** Whether every value is 0 or 1. */
  public boolean holdsOnlyBits() {
    int end = start + count * valuesPerExample();
    for (int i = start; i < end; i++) {
      if ((pixels[i] & 0xFE) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The shared array, to be read from {@link #offset} on. */
  byte[] array() {
    return pixels;
  }

  /** Where an image begins in {@link #array}. */
  int offset(int image) {
    return start + Objects.checkIndex(image, count) * valuesPerExample();
  }

  /**
   * Adds count, height, width (32 bits each, high byte first), the same for channels unless it is
   * one (the fingerprints of grey images are older than colour), all pixels and, if there are any,
   * all labels.
   */
  @Override
  public void addTo(MessageDigest digest) {
    digest.update(ByteBuffer.allocate(12).putInt(count).putInt(height).putInt(width).array());
    if (channels != 1) {
      digest.update(ByteBuffer.allocate(4).putInt(channels).array());
    }
    digest.update(pixels, start, count * valuesPerExample());
    if (labels != null) {
      digest.update(labels, firstLabel, count);
    }
  }

  @Override
  public String toString() {
    return split + ": " + count + " images of " + SizeText.words(height, width, channels);
  }
}
