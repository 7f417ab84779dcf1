package org.rdvae.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Scripts that pretend to be encoders and decoders. They are called {@code encoder PICTURE FILE
 * QUALITY} and {@code decoder FILE PICTURE}, and print a version.
 */
public record FakePrograms(Path folder) {
  /** A coder without loss: the file is the picture. */
  public static final String COPY = "cp \"$1\" \"$2\"";

  private static final String VERSION =
      "if [ \"$1\" = --version ]; then echo; echo 'fake coder 1.0'; echo more; exit 0; fi\n";

  /** A format by the name of fake whose programs do this. */
  public CoderCommands commands(String encode, String decode) {
    return commands("fake", VERSION + encode, VERSION + decode, "fake", "ppm");
  }

  /** The same with all of both scripts, and what a version must hold. */
  CoderCommands commands(
      String name, String encode, String decode, String maker, String extension) {
    return new CoderCommands(
        name,
        script(name + "-encoder", encode) + " PICTURE FILE QUALITY",
        script(name + "-decoder", decode) + " FILE PICTURE",
        "--version",
        maker,
        ExchangeFormat.PNM,
        extension,
        List.of(1.0, 2.0, 3.0, 4.0));
  }

  private Path script(String name, String text) {
    try {
      Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
      if (!file.toFile().setExecutable(true)) {
        throw new IllegalStateException(file + " cannot be made executable");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
