package org.rdvae.cli;

import org.rdvae.base.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** {@code rdvae --version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String commit = ProgramVersion.revision().map(revision -> " (" + revision + ")").orElse("");
    return new String[] {"rdvae " + ProgramVersion.text() + commit};
  }
}
