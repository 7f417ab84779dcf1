package org.rdvae.evaluation;

import java.util.zip.Deflater;

/**
 * How many nats a general compressor needs for an image: DEFLATE at its highest level over the
 * values as bytes. What a model needs beyond that, the excess, tells images of another kind where
 * the likelihood alone does not: plain images are cheap under any model. Serrà et al., Input
 * complexity and out-of-distribution detection with likelihood-based generative models, ICLR 2020,
 * arXiv:1909.11480.
 *
 * <p>An instance belongs to one thread; what it holds outside Java's heap goes with it.
 */
final class ImageComplexity {
  private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
  private final byte[] bytes;
  private final byte[] compressed;

  /**
   * @param values in an image
   */
  ImageComplexity(int values) {
    bytes = new byte[values];
    // DEFLATE never adds more than 5 bytes for each 16 KiB block that it stores as it is.
    compressed = new byte[values + values / 1024 + 64];
  }

  /** Of the image that begins at {@code at}, values 0 to 1. */
  double nats(float[] images, int at) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(255 * images[at + i]);
    }
    deflater.reset();
    deflater.setInput(bytes);
    deflater.finish();
    int length = deflater.deflate(compressed);
    return 8 * length * Math.log(2);
  }
}
