package org.rdvae.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.rdvae.codec.Photo;
import org.rdvae.data.PictureWriter;
import org.rdvae.job.Photos;

/** Photographs as PNG, with their profiles. */
final class PngFile {
  /** Signature, header, names and checksums of the first chunks. */
  private static final int FIXED_BYTES = 4096;

  /**
   * Deflate stores what it cannot shorten in blocks of some kilobytes with 5 bytes each, and PNG
   * puts the result into chunks with 12 bytes each: less than one byte in so many.
   */
  private static final int FRAMED_BYTES = 256;

  private PngFile() {}

  /** The whole file. */
  static byte[] of(Photo photo) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PictureWriter.writePng(Photos.picture(photo), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** What the file of a photo of this size takes at most, in colour and of noise. */
  static long mostBytes(Photo photo) {
    long rows = (3L * photo.width() + 1) * photo.height();
    long data = rows + photo.profile().map(profile -> profile.length).orElse(0);
    return data + data / FRAMED_BYTES + FIXED_BYTES;
  }
}
