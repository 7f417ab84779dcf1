package org.rdvae.evaluation;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rdvae.codec.Photo;
import org.rdvae.data.Picture;
import org.rdvae.data.PictureFile;
import org.rdvae.data.PictureWriter;

/**
 * Formats without loss in which programs take pictures and give them back. Colour profiles stay
 * behind: programs shall code the samples, and none of them shall convert any.
 */
enum ExchangeFormat {
  /** Portable any-map: binary, grey or colour, 255 levels. */
  PNM("ppm"),
  PNG("png");

  /** By which programs tell the format. */
  final String extension;

  ExchangeFormat(String extension) {
    this.extension = extension;
  }

  void write(Photo photo, Path file) throws IOException {
    Picture picture =
        new Picture(
            photo.width(),
            photo.height(),
            photo.channels(),
            photo.pixels(),
            Optional.empty(),
            List.of());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      switch (this) {
        case PNM -> PictureWriter.writePnm(picture, out);
        case PNG -> PictureWriter.writePng(picture, out);
      }
    }
  }

  /**
   * Reads a picture.
   *
   * @throws IOException or a Failure if the file is none of this format
   */
  Photo read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return switch (this) {
      case PNM -> new PnmReader(bytes).photo();
      case PNG -> {
        Picture picture = PictureFile.of(bytes, file.getFileName().toString()).picture();
        yield new Photo(
            picture.width(),
            picture.height(),
            picture.channels(),
            picture.pixels(),
            Optional.empty());
      }
    };
  }
}
