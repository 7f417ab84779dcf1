package org.rdvae.codec;

/**
 * Turns photos into the bytes of an {@code .rdv} file and back, with one trained model. Immutable
 * once made, and safe for many threads.
 */
public interface PhotoCodec {
  /** The coarsest quality. How many bits per pixel the two are is the model's: see its card. */
  double LOWEST_QUALITY = 1;

  /** The finest quality. */
  double HIGHEST_QUALITY = 8;

  /**
   * A whole file.
   *
   * @param quality {@link #LOWEST_QUALITY} to {@link #HIGHEST_QUALITY}, decimals allowed
   */
  byte[] compress(Photo photo, double quality);

  /**
   * The photo in a whole file.
   *
   * @param name how messages call the file
   * @throws org.rdvae.base.Failure {@code BAD_DATA} if the file is damaged, truncated, extended,
   *     foreign, too new or made with another model
   */
  Photo decompress(byte[] file, String name);
}
