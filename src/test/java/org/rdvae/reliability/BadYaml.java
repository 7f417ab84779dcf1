package org.rdvae.reliability;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Bytes that somebody calls a config. */
final class BadYaml {
  private static final String LETTERS = "{}[]:,-&*!|>'\"%@`#?\t\n 0e~\\\u0000\u2028\uFEFF";
  private static final List<String> OPENINGS =
      List.of("[", "{a: ", "- ", "? ", "[{a: ", "- - ", "a:\n ");

  private BadYaml() {}

  static byte[] of(String sound, Random random) {
    byte[] bytes = sound.getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(8)) {
      case 0, 1 -> letters(sound, random).getBytes(StandardCharsets.UTF_8);
      case 2 -> Accidents.of(bytes, random);
      case 3 -> aliases(random).getBytes(StandardCharsets.UTF_8);
      case 4 -> nested(sound, random).getBytes(StandardCharsets.UTF_8);
      case 5 -> notUtf8(bytes, random);
      case 6 ->
          sound.getBytes(
              random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE);
      default -> (sound + odd(random)).getBytes(StandardCharsets.UTF_8);
    };
  }

  private static String letters(String sound, Random random) {
    StringBuilder text = new StringBuilder(sound);
    for (int i = random.nextInt(4); i >= 0; i--) {
      char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
      text.setCharAt(random.nextInt(text.length()), letter);
    }
    return text.toString();
  }

  /** Each stands for many of the one before. */
  private static String aliases(Random random) {
    int width = 2 + random.nextInt(20);
    StringBuilder text = new StringBuilder("a0: &a0 [").append("x, ".repeat(width)).append("]\n");
    for (int i = 1; i < 2 + random.nextInt(30); i++) {
      text.append("a").append(i).append(": &a").append(i).append(" [");
      text.append(("*a" + (i - 1) + ", ").repeat(width)).append("]\n");
    }
    return text.toString();
  }

  private static String nested(String sound, Random random) {
    String deep = OPENINGS.get(random.nextInt(OPENINGS.size())).repeat(40 + random.nextInt(9960));
    return random.nextBoolean() ? deep : sound + "seed: " + deep;
  }

  private static byte[] notUtf8(byte[] bytes, Random random) {
    byte[] mutant = bytes.clone();
    byte[] wrong = {(byte) 0xFF, (byte) 0xC0, (byte) 0xED, (byte) 0x80, (byte) 0xF8};
    mutant[random.nextInt(mutant.length)] = wrong[random.nextInt(wrong.length)];
    return mutant;
  }

  private static String odd(Random random) {
    List<String> more =
        List.of(
            "---\nseed: 1\n",
            "...\nmore",
            "%YAML 9.9\n---\n",
            "seed: !!java.lang.Runtime [x]\n",
            "? [a, b]\n: c\n",
            "x: |\n  text\n y: 1\n",
            "&a *a\n",
            "<<: {seed: 3}\n",
            "\"" + "k".repeat(100_000) + "\": 1\n",
            "seed: " + "9".repeat(100_000) + "\n",
            "#".repeat(1_000_001));
    return more.get(random.nextInt(more.size()));
  }
}
