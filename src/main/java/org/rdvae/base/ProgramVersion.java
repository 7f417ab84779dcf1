package org.rdvae.base;

/** Which rdvae this is. */
public final class ProgramVersion {
  private ProgramVersion() {}

  /** The version in the jar's manifest, or {@code development} when run from classes. */
  public static String text() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
