package org.rdvae.cli;

import java.nio.file.Path;

/** Names derived from files. */
final class Names {
  private Names() {}

  static String withoutExtension(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
