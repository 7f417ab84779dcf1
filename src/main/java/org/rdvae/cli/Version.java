package org.rdvae.cli;

import org.rdvae.base.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** {@code rdvae --version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"rdvae " + ProgramVersion.text()};
  }
}
