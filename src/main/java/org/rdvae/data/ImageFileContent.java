package org.rdvae.data;

import org.rdvae.data.ImageFileException.Reason;

/**
 * A picture's file, checked and bared for decoding.
 *
 * @param bytes the file without what does not change its stored pixels. Gamma is ignored (samples
 *     are taken as sRGB), and so is the colour profile by all but {@link PictureFile}; decoders
 *     would apply them, some slowly and each version its own way, or fail on broken ones
 */
record ImageFileContent(
    ImageFileFormat format, byte[] bytes, Orientation orientation, ImageFileProfile profile) {

  /** Tells the format and finds out whether the file is whole. */
  static ImageFileContent of(byte[] file) throws ImageFileException {
    if (file.length == 0) {
      throw new ImageFileException(Reason.NOT_AN_IMAGE, "an empty file");
    }
    ImageFileFormat format =
        ImageFileFormat.of(file)
            .orElseThrow(
                () ->
                    new ImageFileException(
                        Reason.NOT_AN_IMAGE,
                        "its first bytes are not those of PNG, JPEG, WebP, BMP or GIF"));
    return switch (format) {
      case PNG -> new ImageFilePng(file).content();
      case JPEG -> new ImageFileJpeg(file).content();
      case WEBP -> ImageFileWebp.content(file);
      // Their readers notice a missing end, and there is nothing to leave out.
      case BMP, GIF ->
          new ImageFileContent(format, file, Orientation.UPRIGHT, new ImageFileProfile());
    };
  }
}
