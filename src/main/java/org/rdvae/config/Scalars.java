package org.rdvae.config;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rdvae.config.Value.Scalar;

/**
 * Single values from their text. Stricter than YAML where that catches mistakes: a quoted number is
 * a text, whole numbers are digits only (no 1e3, no 010, no 1_000), and of all spellings of truth
 * only {@code true} and {@code false} count.
 */
final class Scalars {
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]*");
  private static final Pattern REAL =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final int MOST_DIGITS = 400; // 1.8e308 written out has 309

  private final boolean pathsMustExist;

  Scalars(boolean pathsMustExist) {
    this.pathsMustExist = pathsMustExist;
  }

  /** The setting's value; null, with a problem added, when the text is none. */
  Object bind(SettingType type, Scalar scalar, Range range, String path, Problems problems) {
    Object value = null;
    if (scalar.isNothing()) {
      value = null;
    } else if (type instanceof SettingType.Whole whole) {
      value = whole(whole, scalar, range);
    } else if (type instanceof SettingType.Real) {
      value = real(scalar, range);
    } else if (type instanceof SettingType.Truth) {
      value = truth(scalar);
    } else if (type instanceof SettingType.Choice choice) {
      value = choice.constants().get(scalar.text());
    } else if (type instanceof SettingType.Text) {
      value = scalar.text();
    } else if (type instanceof SettingType.Location) {
      return location(scalar, path, problems);
    }
    if (value == null) {
      String expected = "expected " + type.expected(range) + ", found " + scalar.found();
      problems.add(scalar.place(), path, expected + suggestion(type, scalar));
    }
    return value;
  }

  private static String suggestion(SettingType type, Scalar scalar) {
    if (type instanceof SettingType.Choice choice) {
      return Nearest.of(scalar.text(), choice.constants().keySet())
          .map(Suggestion::didYouMean)
          .orElse("");
    }
    if (type instanceof SettingType.Whole whole
        && isWhole(scalar)
        && !scalar.text().startsWith("-")) {
      return new BigDecimal(scalar.text()).compareTo(BigDecimal.valueOf(whole.largest())) > 0
          ? "; the largest possible is " + whole.largest()
          : "";
    }
    return "";
  }

  private static boolean isWhole(Scalar scalar) {
    return scalar.plain()
        && scalar.text().length() <= MOST_DIGITS
        && WHOLE.matcher(scalar.text()).matches();
  }

  private static Object whole(SettingType.Whole type, Scalar scalar, Range range) {
    if (!isWhole(scalar)) {
      return null;
    }
    try {
      long number = Long.parseLong(scalar.text());
      boolean allowed =
          range.contains((double) number) && number <= type.largest() && number >= -type.largest();
      if (!allowed) {
        return null;
      }
      return type.wide() ? (Object) number : (Object) (int) number;
    } catch (NumberFormatException tooLarge) {
      return null;
    }
  }

  private static Object real(Scalar scalar, Range range) {
    String text = scalar.text();
    if (!scalar.plain() || text.length() > MOST_DIGITS || !REAL.matcher(text).matches()) {
      return null;
    }
    Double number = Double.valueOf(text);
    return Double.isFinite(number) && range.contains((double) number) ? number : null;
  }

  private static Object truth(Scalar scalar) {
    boolean isTruth =
        scalar.plain() && (scalar.text().equals("true") || scalar.text().equals("false"));
    return isTruth ? Boolean.valueOf(scalar.text()) : null;
  }

  private Object location(Scalar scalar, String path, Problems problems) {
    Optional<Path> written = pathFrom(scalar);
    if (written.isEmpty()) {
      problems.add(scalar.place(), path, "expected a path, found " + scalar.found());
      return null;
    }
    Path resolved = scalar.place().folder().resolve(written.get()).toAbsolutePath().normalize();
    if (pathsMustExist && !Files.exists(resolved)) {
      problems.add(
          scalar.place(),
          path,
          "expected a path that exists, found " + Quoted.oneLine(resolved.toString(), 400));
      return null;
    }
    return resolved;
  }

  private static Optional<Path> pathFrom(Scalar scalar) {
    try {
      return scalar.text().isBlank() ? Optional.empty() : Optional.of(Path.of(scalar.text()));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
