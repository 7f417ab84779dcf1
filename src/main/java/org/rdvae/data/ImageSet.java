package org.rdvae.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Grey images of one size, immutable: {@code count} x {@code height} x {@code width} unsigned
 * bytes, row by row. A set may be a window on the array of a larger one (training and validation
 * images come from one file), so slices cost no memory.
 */
public final class ImageSet {
  private static final int FINGERPRINT_DIGITS = 16;

  private final Split split;
  private final int count;
  private final int height;
  private final int width;
  private final byte[] pixels;
  private final int start;

  /** Keeps the array itself; nobody may write to it afterwards. */
  ImageSet(Split split, int count, int height, int width, byte[] pixels) {
    this(split, count, height, width, pixels, 0);
  }

  private ImageSet(Split split, int count, int height, int width, byte[] pixels, int start) {
    this.split = split;
    this.count = count;
    this.height = height;
    this.width = width;
    this.pixels = pixels;
    this.start = start;
  }

  /** A set of its own copy of {@code pixels}, as many images as fill it. */
  public static ImageSet copyOf(Split split, int height, int width, byte[] pixels) {
    int size = Math.multiplyExact(height, width);
    if (size <= 0 || pixels.length == 0 || pixels.length % size != 0) {
      throw new IllegalArgumentException(
          "expected a positive multiple of "
              + height
              + "x"
              + width
              + " pixels, found "
              + pixels.length);
    }
    return new ImageSet(split, pixels.length / size, height, width, pixels.clone());
  }

  /** The images {@code first} to {@code first + length - 1}, as a set of the given split. */
  ImageSet slice(Split part, int first, int length) {
    Objects.checkFromIndexSize(first, length, count);
    return new ImageSet(part, length, height, width, pixels, start + first * pixelsPerImage());
  }

  /** The first {@code limit} images, or all if there are fewer. */
  public ImageSet first(int limit) {
    return slice(split, 0, Math.min(limit, count));
  }

  public Split split() {
    return split;
  }

  public int count() {
    return count;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  public int pixelsPerImage() {
    return height * width;
  }

  /** The value, 0 to 255, of a pixel (row times width plus column) of an image. */
  public int pixel(int image, int pixel) {
    return pixels[offset(image) + Objects.checkIndex(pixel, pixelsPerImage())] & 0xFF;
  }

  /** The shared array, to be read from {@link #offset} on. */
  byte[] array() {
    return pixels;
  }

  /** Where an image begins in {@link #array}. */
  int offset(int image) {
    return start + Objects.checkIndex(image, count) * pixelsPerImage();
  }

  /**
   * The first 16 hexadecimal digits of the SHA-256 over count, height, width (32 bits each, high
   * byte first) and all pixels.
   */
  public String fingerprint() {
    MessageDigest digest = sha256();
    addTo(digest);
    return shorten(digest);
  }

  void addTo(MessageDigest digest) {
    digest.update(ByteBuffer.allocate(12).putInt(count).putInt(height).putInt(width).array());
    digest.update(pixels, start, count * pixelsPerImage());
  }

  static String shorten(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, FINGERPRINT_DIGITS);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return split + ": " + count + " images of " + height + "x" + width;
  }
}
