package org.rdvae.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;
import org.rdvae.data.Picture;
import org.rdvae.data.PictureFile;
import org.rdvae.data.PictureLimits;

/** Photographs from pictures and back, and how large they may be. */
public final class Photos {
  private Photos() {}

  /**
   * Reads a picture of a common format, upright, with its profile.
   *
   * @throws Failure BAD_DATA if it is no picture that can be compressed
   */
  public static Photo read(Path path) {
    PictureFile file = PictureFile.of(path);
    requireSize(file.width(), file.height(), path.toString());
    return of(file.picture());
  }

  /** The same pixels. */
  public static Photo of(Picture picture) {
    return new Photo(
        picture.width(), picture.height(), picture.channels(), picture.pixels(), picture.profile());
  }

  /** The same pixels, to be written. */
  public static Picture picture(Photo photo) {
    return new Picture(
        photo.width(),
        photo.height(),
        photo.channels(),
        photo.pixels(),
        photo.profile(),
        List.of());
  }

  /**
   * Refuses sizes that a file cannot hold, or that claim too much memory.
   *
   * @param name of the file, for the message
   */
  public static void requireSize(int width, int height, String name) {
    if (!PictureLimits.allow(width, height)) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          String.format(
              Locale.ROOT,
              "%s: expected at most %,d pixels and %,d along each side, found %d x %d (width x"
                  + " height)",
              name,
              PictureLimits.MOST_PIXELS,
              PictureLimits.MOST_SIDE,
              width,
              height));
    }
  }
}
