package org.rdvae.evaluation;

import org.rdvae.codec.Photo;

/**
 * A picture, coded at one quality and decoded again.
 *
 * @param bytes of the whole file, headers included
 * @param psnr in decibels, see {@link Psnr}
 * @param msSsim see {@link MsSsim}; NaN for a small picture
 * @param encodeSeconds wall time
 * @param decodeSeconds wall time
 */
public record PhotoMeasure(
    String photo,
    int width,
    int height,
    double quality,
    long bytes,
    double psnr,
    double msSsim,
    double encodeSeconds,
    double decodeSeconds) {

  /** Compares a picture with what came back of it. */
  public static PhotoMeasure of(String name, Photo photo, double quality, CodedPhoto coded) {
    int channels = Math.max(photo.channels(), coded.decoded().channels());
    byte[] expected = withChannels(photo, channels);
    byte[] found = withChannels(coded.decoded(), channels);
    return new PhotoMeasure(
        name,
        photo.width(),
        photo.height(),
        quality,
        coded.bytes(),
        Psnr.of(expected, found),
        MsSsim.of(expected, found, photo.height(), photo.width(), channels).orElse(Double.NaN),
        coded.encodeSeconds(),
        coded.decodeSeconds());
  }

  /** Some coders give a grey picture back as one in colour; grey is then repeated. */
  private static byte[] withChannels(Photo photo, int channels) {
    if (photo.channels() == channels) {
      return photo.pixels();
    }
    byte[] pixels = new byte[photo.pixels().length * channels];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = photo.pixels()[i / channels];
    }
    return pixels;
  }

  /** Bits of the file over pixels of the picture. */
  public double bitsPerPixel() {
    return 8.0 * bytes / ((double) width * height);
  }
}
