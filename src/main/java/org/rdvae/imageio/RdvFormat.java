package org.rdvae.imageio;

import org.rdvae.base.ProgramVersion;

/** What reader and writer say of the format. */
final class RdvFormat {
  static final String VENDOR = "rdvae";
  static final String VERSION = ProgramVersion.text();

  private RdvFormat() {}

  static String[] names() {
    return new String[] {"rdv", "RDV"};
  }

  static String[] suffixes() {
    return new String[] {"rdv"};
  }

  static String[] mimeTypes() {
    return new String[] {"image/x-rdv"};
  }
}
