package org.rdvae.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rdvae.data.ImageFileException.Reason;

/**
 * Goes through the segments of a JPEG file, finds out whether its end is there, because decoders
 * fill what is missing with grey, and keeps those that decide the stored pixels: all but comments
 * and application data, of which only those of JFIF and Adobe say how colours are stored.
 *
 * <pre>
 *   FF D8 | FF marker | length | data       | ... | FF DA | length | data | coded pixels | ... | FF D9
 *                       2        length - 2         scan                    FF as FF 00
 * </pre>
 */
final class ImageFileJpeg {
  private static final int SCAN = 0xDA;
  private static final int END = 0xD9;
  private static final int FIRST_RESTART = 0xD0;
  private static final int LAST_RESTART = 0xD7;
  private static final int JFIF = 0xE0;
  private static final int EXIF = 0xE1;
  private static final int PROFILE = 0xE2;
  private static final String PROFILE_NAME = "ICC_PROFILE\0";
  private static final int ADOBE = 0xEE;
  private static final int LAST_APPLICATION = 0xEF;
  private static final int COMMENT = 0xFE;

  private final byte[] file;
  private final ByteArrayOutputStream kept;
  private final ImageFileProfile profile = new ImageFileProfile();
  private Orientation orientation = Orientation.UPRIGHT;
  private int at = 2;

  ImageFileJpeg(byte[] file) {
    this.file = file;
    kept = new ByteArrayOutputStream(file.length);
  }

  ImageFileContent content() throws ImageFileException {
    kept.write(file, 0, 2);
    int marker = marker();
    while (marker != END) {
      int from = at;
      int length = byteAt(at) << 8 | byteAt(at + 1);
      if (length < 2) {
        throw new ImageFileException(
            Reason.DAMAGED, "damaged: the segment at byte " + at + " has length " + length);
      }
      at += length;
      byteAt(at - 1); // refuses a segment that reaches past the end
      if (marker == SCAN) {
        skipCodedPixels();
      }
      if (decidesPixels(marker, from)) {
        kept.write(0xFF);
        kept.write(marker);
        kept.write(file, from, at - from);
      } else if (marker == EXIF && OrientationTag.startsExif(file, from + 2, length - 2)) {
        orientation = OrientationTag.read(file, from + 2, length - 2);
      } else if (marker == PROFILE && holds(from + 2, PROFILE_NAME)) {
        addToProfile(from + 2 + PROFILE_NAME.length());
      }
      marker = marker();
    }
    kept.write(0xFF);
    kept.write(END);
    return new ImageFileContent(ImageFileFormat.JPEG, kept.toByteArray(), orientation, profile);
  }

  /** A segment has at most 64 KB, so that a long profile comes in numbered pieces. */
  private void addToProfile(int from) {
    if (from + 2 <= at) {
      profile.add(file[from] & 0xFF, file[from + 1] & 0xFF, Arrays.copyOfRange(file, from + 2, at));
    }
  }

  /** Goes past a marker, which may begin with several FF. */
  private int marker() throws ImageFileException {
    if (byteAt(at) != 0xFF) {
      throw new ImageFileException(
          Reason.DAMAGED, "damaged: expected the next segment at byte " + at);
    }
    while (byteAt(at) == 0xFF) {
      at++;
    }
    return byteAt(at++);
  }

  private void skipCodedPixels() throws ImageFileException {
    while (true) {
      if (byteAt(at) != 0xFF) {
        at++;
        continue;
      }
      int next = byteAt(at + 1);
      if (next == 0xFF) {
        at++;
      } else if (next == 0 || (next >= FIRST_RESTART && next <= LAST_RESTART)) {
        at += 2;
      } else {
        return;
      }
    }
  }

  private boolean decidesPixels(int marker, int from) {
    return switch (marker) {
      case JFIF -> holds(from + 2, "JFIF\0");
      case ADOBE -> holds(from + 2, "Adobe");
      case COMMENT -> false;
      default -> marker < JFIF || marker > LAST_APPLICATION;
    };
  }

  private boolean holds(int from, String word) {
    byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
    return from + bytes.length <= at
        && word.equals(new String(file, from, bytes.length, StandardCharsets.ISO_8859_1));
  }

  private int byteAt(int index) throws ImageFileException {
    if (index >= file.length) {
      throw new ImageFileException(
          Reason.DAMAGED,
          "truncated: it ends after " + file.length + " bytes, before its end mark");
    }
    return file[index] & 0xFF;
  }
}
