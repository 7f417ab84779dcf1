package org.rdvae.data;

import java.security.MessageDigest;
import org.rdvae.base.Sha256;

/** The first 16 hexadecimal digits of a SHA-256. */
final class Fingerprint {
  private static final int DIGITS = 16;

  private Fingerprint() {}

  static String shorten(MessageDigest digest) {
    return Sha256.end(digest).substring(0, DIGITS);
  }
}
