package org.rdvae.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rdvae.base.Failure;

/**
 * Configs that come with the program, to start from. Their files are the ones in the folder {@code
 * configs}.
 */
public final class Recipes {
  private static final List<String> NAMES = List.of("quickstart", "mnist-binary-vae", "photo");

  private Recipes() {}

  /** The names, the one to start with first. */
  public static List<String> names() {
    return NAMES;
  }

  /** The text of the config. */
  public static String text(String name) {
    if (!NAMES.contains(name)) {
      String end = Nearest.of(name, NAMES).map(Suggestion::didYouMean).orElse("");
      String expected =
          "expected a recipe (" + String.join(", ", NAMES) + "), found " + Quoted.of(name) + end;
      throw new Failure(Failure.Kind.USAGE, expected);
    }
    try (InputStream stream = Recipes.class.getResourceAsStream("recipes/" + name + ".yaml")) {
      if (stream == null) {
        throw new Failure(Failure.Kind.BUG, "the recipe " + name + " is not in the program's jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
