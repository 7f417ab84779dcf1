package org.rdvae.reliability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Edits of a safetensors header by somebody who knows the format. */
final class HeaderEdits {
  private static final Pattern TENSOR = Pattern.compile(",\"([^\"]+)\":\\{\"dtype\"[^}]*\\}");
  private static final Pattern NUMBER = Pattern.compile("(?<=[\\[,])\\d+(?=[\\],])");
  private static final Pattern TYPE = Pattern.compile("(?<=\"dtype\":)\"[^\"]*\"");
  private static final Pattern PAIR =
      Pattern.compile("(?<=[{,])\"([a-z.-]+)\":\"((?:[^\"\\\\]++|\\\\.)*+)\",?");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "2147483647",
          "2147483648",
          "4294967296",
          "4611686018427387904",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "1e3",
          "0.5",
          "01",
          "+1",
          "\"4\"",
          "null",
          "true",
          "[4]",
          "99999999999999999999999999",
          "NaN",
          "");
  private static final List<String> TYPES =
      List.of(
          "\"F64\"",
          "\"I64\"",
          "\"F16\"",
          "\"BF16\"",
          "\"U8\"",
          "\"BOOL\"",
          "\"f32\"",
          "\"\"",
          "3",
          "null",
          "[\"F32\"]",
          "\"F32\\u0000\"");
  private static final List<String> TEXTS =
      List.of(
          "",
          "0",
          "-1",
          "2",
          "999999999",
          "2147483648",
          "NaN",
          "Infinity",
          "1e400",
          "true",
          "half",
          "\\u0000",
          "\\ud800",
          "a: {b: [c",
          "x".repeat(5000));

  private HeaderEdits() {}

  static String of(String header, Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> replaced(header, TYPE, pick(TYPES, random), random);
      case 1, 2, 3 -> replaced(header, NUMBER, pick(NUMBERS, random), random);
      case 4 -> nudged(header, random);
      case 5 -> dimensions(header, random);
      case 6 -> doubled(header, random);
      case 7 -> replaced(header, TENSOR, "", random);
      case 8 -> swapped(header, random);
      case 9 -> metadata(header, random);
      case 10 -> nested(header, random);
      default -> renamed(header, random);
    };
  }

  private static String pick(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static MatchResult any(String header, Pattern pattern, Random random) {
    List<MatchResult> all = pattern.matcher(header).results().toList();
    return all.get(random.nextInt(all.size()));
  }

  private static String replaced(String text, MatchResult match, String by) {
    return text.substring(0, match.start()) + by + text.substring(match.end());
  }

  private static String replaced(String header, Pattern pattern, String by, Random random) {
    return replaced(header, any(header, pattern, random), by);
  }

  /** A size or an offset a little too large or too small: a gap or an overlap. */
  private static String nudged(String header, Random random) {
    MatchResult number = any(header, NUMBER, random);
    long other = Long.parseLong(number.group()) + 4L * (random.nextInt(9) - 4);
    return replaced(header, number, Long.toString(other));
  }

  /** More dimensions that change nothing, or make a product overflow. */
  private static String dimensions(String header, Random random) {
    String more = pick(List.of("1,", "0,", "3037000500,3037000500,", "-2,-2,"), random);
    int times = random.nextInt(20) == 0 ? 100_000 : 1 + random.nextInt(4);
    return replaced(header, Pattern.compile("(?<=\"shape\":\\[)"), more.repeat(times), random);
  }

  private static String doubled(String header, Random random) {
    MatchResult tensor = any(header, TENSOR, random);
    String again =
        switch (random.nextInt(3)) {
          case 0 -> tensor.group();
          case 1 -> tensor.group().replace("\"" + tensor.group(1), "\"" + tensor.group(1) + "2");
          // The same name in other letters of JSON.
          default ->
              tensor
                  .group()
                  .replaceFirst(
                      "\"(.)",
                      String.format(Locale.ROOT, "\"\\\\u%04x", (int) tensor.group(1).charAt(0)));
        };
    return replaced(header, tensor, tensor.group() + again);
  }

  /** Two tensors change their names. */
  private static String swapped(String header, Random random) {
    String one = any(header, TENSOR, random).group(1);
    String other = any(header, TENSOR, random).group(1);
    return header
        .replace("\"" + one + "\":", "\"?\":")
        .replace("\"" + other + "\":", "\"" + one + "\":")
        .replace("\"?\":", "\"" + other + "\":");
  }

  private static String metadata(String header, Random random) {
    MatchResult pair = any(header, PAIR, random);
    String key = pair.group(1);
    String comma = pair.group().endsWith(",") ? "," : "";
    String by =
        switch (random.nextInt(5)) {
          case 0 -> "";
          case 1 -> "\"" + key + "\":" + pick(List.of("7", "null", "{}", "[[]]"), random) + comma;
          case 2 -> pair.group() + (comma.isEmpty() ? "," : "") + pair.group();
          default -> "\"" + key + "\":\"" + pick(TEXTS, random) + "\"" + comma;
        };
    return replaced(header, pair, by);
  }

  private static String nested(String header, Random random) {
    int depth = 1 + random.nextInt(random.nextBoolean() ? 6 : 10_000);
    List<String> open = new ArrayList<>(List.of("[", "{\"a\":"));
    String deep = pick(open, random).repeat(depth);
    return replaced(header, any(header, TENSOR, random), ",\"deep\":" + deep);
  }

  private static String renamed(String header, Random random) {
    MatchResult tensor = any(header, TENSOR, random);
    String name =
        pick(
            List.of(
                "",
                "__metadata__",
                "../../etc/passwd",
                "optimizer.",
                "x".repeat(100_000),
                "\\n",
                "\\u0000",
                "encoder.0.weight "),
            random);
    String edited =
        tensor.group().replaceFirst("\"[^\"]+\"", "\"" + Matcher.quoteReplacement(name) + "\"");
    return replaced(header, tensor, edited);
  }
}
