package org.rdvae.evaluation;

import java.util.Optional;
import org.rdvae.codec.Photo;

/** Pictures of whole numbers, which src/bench/measures-reference.py makes alike. */
public final class TestPicture {
  private TestPicture() {}

  /** Slanted bands with noise, stronger in each channel. */
  public static Photo of(int height, int width) {
    byte[] pixels = new byte[height * width * 3];
    int state = 1;
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          state = state * 1664525 + 1013904223;
          int noise = (state >>> 27) * (channel + 1) / 2;
          int smooth = 40 + triangle(x + 7 * channel, 60) + triangle(2 * y + x, 45);
          pixels[at++] = (byte) Math.min(255, smooth + noise);
        }
      }
    }
    return photo(height, width, 3, pixels);
  }

  private static int triangle(int value, int period) {
    return Math.abs(value % (2 * period) - period);
  }

  /** The first channel alone. */
  public static Photo grey(int height, int width) {
    byte[] colour = of(height, width).pixels();
    byte[] pixels = new byte[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = colour[3 * i];
    }
    return photo(height, width, 1, pixels);
  }

  /** The same picture in steps, as a poor coder gives it back. */
  public static Photo coarse(Photo photo, int step) {
    byte[] pixels = new byte[photo.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      int value = photo.pixels()[i] & 0xFF;
      pixels[i] = (byte) Math.min(255, value / step * step + step / 2);
    }
    return photo(photo.height(), photo.width(), photo.channels(), pixels);
  }

  private static Photo photo(int height, int width, int channels, byte[] pixels) {
    return new Photo(width, height, channels, pixels, Optional.empty());
  }
}
