package org.rdvae.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.DataFormatException;

/**
 * What has to be known of an ICC profile: how many channels it describes, and whether it only says
 * sRGB, as most do, and may be left out.
 *
 * <pre>
 *   length | ... | space | ... | acsp | ... | count | tag, offset, length | ...
 *   0              16            36           128     12 bytes each
 * </pre>
 *
 * <p>It says sRGB if it has no tables but three primaries, and curves for the channels, that are
 * sRGB's; names tell nothing. For grey the curve alone decides. ICC.1:2022, sections 7, 9 and 10.
 */
final class IccProfile {
  private static final int HEADER_BYTES = 128;
  private static final int ENTRY_BYTES = 12;

  /** Of X, Y and Z from 0 to 1: writers round and adapt to the white point differently. */
  private static final double PRIMARY_TOLERANCE = 0.002;

  /** Of linear light; an exponent of 2.2 is eight times as far off. */
  private static final double CURVE_TOLERANCE = 0.001;

  private static final int CURVE_POINTS = 64;

  private static final double[][] SRGB = {
    {0.4360, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7141}
  };

  private final byte[] bytes;
  private final ByteBuffer profile;

  private IccProfile(byte[] bytes) {
    this.bytes = bytes;
    profile = ByteBuffer.wrap(bytes);
  }

  /**
   * Looks at a profile's frame.
   *
   * @throws DataFormatException saying what is wrong with it
   */
  static IccProfile of(byte[] bytes) throws DataFormatException {
    ByteBuffer profile = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER_BYTES + 4 || !word(profile, 36).equals("acsp")) {
      throw new DataFormatException("it is no ICC profile");
    }
    if (profile.getInt(0) != bytes.length) {
      throw new DataFormatException(
          "it is to have " + profile.getInt(0) + " bytes and has " + bytes.length);
    }
    return new IccProfile(bytes);
  }

  /** The whole profile, not a copy. */
  byte[] bytes() {
    return bytes;
  }

  /** The space of the values that it gives a meaning to, such as RGB, GRAY, CMYK. */
  String space() {
    return word(profile, 16).strip();
  }

  /** Channels of a picture that it fits: 3, 1, or 0 for neither. */
  int channels() {
    return switch (space()) {
      case "RGB" -> 3;
      case "GRAY" -> 1;
      default -> 0;
    };
  }

  /** Whether leaving it out changes no colour. */
  boolean isSrgb() {
    try {
      return switch (channels()) {
        case 3 ->
            find("A2B0").isEmpty() && hasSrgbPrimaries() && hasSrgbCurves("rTRC", "gTRC", "bTRC");
        case 1 -> hasSrgbCurves("kTRC");
        default -> false;
      };
    } catch (IndexOutOfBoundsException e) {
      return false; // A tag reaches past the end; whoever uses the profile may still know better.
    }
  }

  private boolean hasSrgbPrimaries() {
    for (int channel = 0; channel < 3; channel++) {
      Optional<ByteBuffer> tag = find("rgb".charAt(channel) + "XYZ");
      if (tag.isEmpty() || !word(tag.get(), 0).equals("XYZ ")) {
        return false;
      }
      for (int i = 0; i < 3; i++) {
        double found = IccCurve.fixed(tag.get(), 8 + 4 * i);
        if (Math.abs(found - SRGB[channel][i]) > PRIMARY_TOLERANCE) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean hasSrgbCurves(String... tags) {
    for (String name : tags) {
      Optional<ByteBuffer> tag = find(name);
      if (tag.isEmpty()) {
        return false;
      }
      for (int i = 0; i <= CURVE_POINTS; i++) {
        double value = (double) i / CURVE_POINTS;
        // Written so that NaN counts as different.
        if (!(Math.abs(IccCurve.at(tag.get(), value) - linear(value)) <= CURVE_TOLERANCE)) {
          return false;
        }
      }
    }
    return true;
  }

  /** sRGB's own curve, IEC 61966-2-1. */
  private static double linear(double value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private Optional<ByteBuffer> find(String tag) {
    int count = profile.getInt(HEADER_BYTES);
    for (int i = 0; i < count; i++) {
      int entry = HEADER_BYTES + 4 + i * ENTRY_BYTES;
      if (word(profile, entry).equals(tag)) {
        return Optional.of(profile.slice(profile.getInt(entry + 4), profile.getInt(entry + 8)));
      }
    }
    return Optional.empty();
  }

  private static String word(ByteBuffer bytes, int at) {
    byte[] letters = new byte[4];
    bytes.get(at, letters);
    return new String(letters, StandardCharsets.ISO_8859_1);
  }
}
