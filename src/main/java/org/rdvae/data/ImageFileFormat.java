package org.rdvae.data;

import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * The picture formats that are read. A file's first bytes decide, because many files are named for
 * another format than theirs; the name only decides whether a file in a folder is looked at.
 */
enum ImageFileFormat {
  PNG("PNG", false),
  JPEG("JPEG", true),
  WEBP("WebP", true),
  BMP("BMP", false),
  GIF("GIF", false);

  private static final Set<String> EXTENSIONS =
      Set.of("png", "jpg", "jpeg", "jpe", "jfif", "webp", "bmp", "dib", "gif");
  private static final Set<Integer> BMP_HEADER_BYTES = Set.of(12, 40, 52, 56, 64, 108, 124);

  final String words;

  /** Whether its pictures usually have traces of their compression, even if some have none. */
  final boolean lossy;

  ImageFileFormat(String words, boolean lossy) {
    this.words = words;
    this.lossy = lossy;
  }

  /** The part after the last dot in lower case; empty if there is none. */
  static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  static boolean isExtension(String extension) {
    return EXTENSIONS.contains(extension);
  }

  /** The format of a file with this content, if it is one of ours. */
  static Optional<ImageFileFormat> of(byte[] content) {
    if (startsWith(content, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
      return Optional.of(PNG);
    }
    if (startsWith(content, 0, 0xFF, 0xD8, 0xFF)) {
      return Optional.of(JPEG);
    }
    if (startsWith(content, 0, 'R', 'I', 'F', 'F') && startsWith(content, 8, 'W', 'E', 'B', 'P')) {
      return Optional.of(WEBP);
    }
    // Two letters are little, and a text may begin with them.
    if (startsWith(content, 0, 'B', 'M')
        && content.length > 17
        && BMP_HEADER_BYTES.contains(content[14] & 0xFF)
        && startsWith(content, 15, 0, 0, 0)) {
      return Optional.of(BMP);
    }
    if (startsWith(content, 0, 'G', 'I', 'F', '8')) {
      return Optional.of(GIF);
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] content, int at, int... expected) {
    if (content.length < at + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((content[at + i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** A new reader, which the caller disposes of. */
  ImageReader reader() throws ImageFileException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(words);
    if (!readers.hasNext()) {
      throw new ImageFileException(
          ImageFileException.Reason.UNSUPPORTED,
          "a " + words + " file, for which this Java has no reader");
    }
    return readers.next();
  }
}
