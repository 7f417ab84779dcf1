package org.rdvae.data;

/** An image's size in words: {@code 28x28}, and {@code 64x64x3} in colour. */
final class SizeText {
  private SizeText() {}

  static String words(long height, long width, long channels) {
    return height + "x" + width + (channels == 1 ? "" : "x" + channels);
  }

  static String words(ExampleSet set) {
    return words(set.height(), set.width(), set.channels());
  }
}
