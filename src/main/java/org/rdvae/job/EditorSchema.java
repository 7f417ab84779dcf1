package org.rdvae.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.rdvae.config.Recipes;
import org.rdvae.config.SettingsSchema;

/** The line of a config by which YAML editors find the schema that lies in the program's folder. */
public final class EditorSchema {
  private EditorSchema() {}

  /**
   * The line, with its end; nothing where the program is without its folder. Relative in a config
   * inside of the program's folder, so that both can move; absolute elsewhere, since nothing else
   * is sure to stay.
   *
   * @param config where the config will be, if that is known
   */
  public static String lineFor(Optional<Path> config) {
    return ProgramHome.find().map(home -> lineFor(config, home)).orElse("");
  }

  static String lineFor(Optional<Path> config, Path home) {
    Path root = home.toAbsolutePath().normalize();
    Path schema = root.resolve("configs").resolve(SettingsSchema.FILE);
    if (!Files.exists(schema)) {
      return "";
    }
    Optional<Path> inside =
        config
            .map(path -> path.toAbsolutePath().normalize().getParent())
            .filter(folder -> folder.startsWith(root));
    // A URI has no spaces, at the first of which editors would end; the way up has none either.
    String place =
        inside
            .map(folder -> folder.relativize(schema).toString().replace('\\', '/'))
            .orElseGet(() -> schema.toUri().toString());
    return Recipes.EDITOR_LINE + place + "\n";
  }
}
