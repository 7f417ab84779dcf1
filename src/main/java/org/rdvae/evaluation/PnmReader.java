package org.rdvae.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.rdvae.codec.Photo;

/**
 * Reads a binary portable any-map of 255 levels, grey (P5) or colour (P6), without comments: what
 * the decoders of image formats write. An instance reads one file.
 */
final class PnmReader {
  private static final int LONGEST_WORD = 16;
  private static final int LEVELS = 255;

  private final byte[] file;
  private int at;

  PnmReader(byte[] file) {
    this.file = file;
  }

  Photo photo() throws IOException {
    String magic = word();
    if (!magic.equals("P5") && !magic.equals("P6")) {
      throw new IOException("expected it to begin with P5 or P6");
    }
    int channels = magic.equals("P5") ? 1 : 3;
    int width = number();
    int height = number();
    int levels = number();
    long values = (long) width * height * channels;
    if (levels != LEVELS || values == 0 || file.length - at != values) {
      throw new IOException(
          "expected "
              + width
              + " x "
              + height
              + " pixels of 255 levels, found "
              + Math.max(0, file.length - at)
              + " bytes and "
              + levels
              + " levels");
    }
    byte[] pixels = Arrays.copyOfRange(file, at, file.length);
    return new Photo(width, height, channels, pixels, Optional.empty());
  }

  private int number() throws IOException {
    String word = word();
    if (!word.matches("[0-9]{1,6}")) {
      throw new IOException("expected numbers in its header");
    }
    return Integer.parseInt(word);
  }

  /** The next word of the header, which one blank ends: pixels may follow at once. */
  private String word() {
    int begin = at;
    while (at < file.length && file[at] > ' ' && at - begin < LONGEST_WORD) {
      at++;
    }
    return new String(file, begin, at++ - begin, StandardCharsets.ISO_8859_1);
  }
}
