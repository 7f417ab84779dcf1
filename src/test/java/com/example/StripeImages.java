package com.example;

import org.rdvae.base.PluginSettings;
import org.rdvae.data.ImagePlugin;
import org.rdvae.data.ImageSet;
import org.rdvae.data.Split;

/** Grey images of upright stripes, each brighter than the one before; the test has fewer. */
public final class StripeImages implements ImagePlugin {
  private static final int SIDE = 8;

  private final int count;

  public StripeImages(PluginSettings settings) {
    count = (int) settings.number("count", 100, 10, 1e5);
  }

  @Override
  public ImageSet images(Split split) {
    int images = split == Split.TRAIN ? count : count / 5;
    byte[] pixels = new byte[images * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      int image = i / (SIDE * SIDE);
      pixels[i] = (byte) ((i + image) % 4 == 0 ? 100 + image % 150 : 10);
    }
    return ImageSet.copyOf(split, SIDE, SIDE, pixels);
  }
}
