package org.rdvae.codec;

import java.util.HexFormat;
import java.util.Locale;
import org.rdvae.base.Failure;

/** The six ways in which a file is not the {@code .rdv} file that is needed. */
final class RdvRefusal {
  private RdvRefusal() {}

  static Failure foreign(String name, byte[] beginning) {
    return refusal(
        name,
        "not an .rdv file: expected it to begin with the bytes %s, found %s",
        HexFormat.of().formatHex(RdvFile.MAGIC),
        HexFormat.of().formatHex(beginning));
  }

  static Failure tooNew(String name, int known, int found) {
    return refusal(
        name,
        "too new: expected format version %d, found %d; a newer rdvae made it and can read it",
        known,
        found);
  }

  static Failure unknownChunk(String name, String found) {
    return refusal(
        name,
        "too new: expected no chunks that must be known but %s, found %s;"
            + " a newer rdvae made it and can read it",
        RdvChunk.DATA,
        found);
  }

  static Failure truncatedHeader(String name, int found) {
    return refusal(name, "truncated: expected more than the %d bytes found", found);
  }

  static Failure truncated(String name, long expected, int found) {
    return refusal(
        name,
        "truncated: expected %d bytes, found %d; the end is missing, so copy it again",
        expected,
        found);
  }

  static Failure extended(String name, long expected, int found) {
    return refusal(
        name,
        "extended: expected %d bytes, found %d; something was appended to the file",
        expected,
        found);
  }

  static Failure damaged(String name, String finding) {
    return refusal(name, "damaged: %s; copy it again from where it came from", finding);
  }

  static Failure wrongModel(String name, String expected, String found) {
    return refusal(
        name,
        "made with another model: expected the model whose hash begins with %s, found %s",
        expected,
        found);
  }

  private static Failure refusal(String name, String finding, Object... values) {
    return new Failure(
        Failure.Kind.BAD_DATA, name + ": " + String.format(Locale.ROOT, finding, values));
  }
}
