package org.rdvae.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.rdvae.base.Failure;

/**
 * Configs that come with the program, to start from. Their files are the ones in the folder {@code
 * configs}.
 */
public final class Recipes {
  /** How the line begins that tells editors where the schema is. */
  public static final String EDITOR_LINE = "# yaml-language-server: $schema=";

  private static final List<String> NAMES = List.of("quickstart", "mnist-binary-vae", "photo");

  private Recipes() {}

  /** The names, the one to start with first. */
  public static List<String> names() {
    return NAMES;
  }

  /** What the config says about itself in its first sentence. */
  public static String about(String name) {
    String comment =
        text(name)
            .lines()
            .filter(line -> !line.startsWith(EDITOR_LINE))
            .takeWhile(line -> line.startsWith("#"))
            .map(line -> line.substring(1).trim())
            .collect(Collectors.joining(" "));
    return comment.substring(
        0, comment.indexOf(". ") < 0 ? comment.length() : comment.indexOf(". ") + 1);
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
