package org.rdvae.job;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * The folder that the launchers stand in, with the shipped models in {@code checkpoints/}.
 *
 * <p>It is found from where this class was loaded, {@code target/launcher/rdvae.jar} or {@code
 * target/classes} below it, so that launchers have nothing to tell. A program that uses the classes
 * from elsewhere can name it by the system property {@code rdvae.home}.
 */
final class ProgramHome {
  static final String PROPERTY = "rdvae.home";
  static final String CHECKPOINTS = "checkpoints";

  /** Folders between a jar and the home, at most. */
  private static final int MOST_LEVELS = 3;

  private ProgramHome() {}

  static Optional<Path> find() {
    String named = System.getProperty(PROPERTY);
    return named != null ? Optional.of(Path.of(named)) : code().flatMap(ProgramHome::above);
  }

  /** The nearest folder above {@code code} that has checkpoints. */
  static Optional<Path> above(Path code) {
    Path folder = code.getParent();
    for (int level = 0; level < MOST_LEVELS && folder != null; level++) {
      if (Files.isDirectory(folder.resolve(CHECKPOINTS))) {
        return Optional.of(folder);
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }

  private static Optional<Path> code() {
    CodeSource source = ProgramHome.class.getProtectionDomain().getCodeSource();
    try {
      return source == null
          ? Optional.empty()
          : Optional.of(Path.of(source.getLocation().toURI()).toAbsolutePath());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty(); // Loaded from something that is no file.
    }
  }
}
