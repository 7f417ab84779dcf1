package org.rdvae.reliability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files of attackers: classes to be made, paths that lead outside, and much in little. */
final class HostileFiles {
  private static final Pattern CLASS = Pattern.compile("\"@class\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern OBJECT = Pattern.compile("\\{");
  private static final List<String> OUTSIDE =
      List.of("../evil", "/rdvae-evil", "..\\evil", "a/../../evil", "encoder/../../evil");

  private HostileFiles() {}

  /** A configuration of Deeplearning4j that names the class. */
  static String graph(String sound, String planted, Random random) {
    MatchResult named = any(sound, CLASS, random);
    String quoted = "\"" + planted + "\"";
    String by =
        switch (random.nextInt(6)) {
          case 0 -> "\"@class\": " + quoted;
          case 1 -> "\"@class\": " + quoted + ", " + named.group();
          case 2 -> named.group() + ", \"@class\": " + quoted;
          case 3 -> "\"\\u0040class\": " + quoted;
          case 4 ->
              named.group() + ", \"more\": {\"@class\": " + quoted + ", \"type\": " + quoted + "}";
          default -> "\"@class\": \"" + escaped(planted) + "\"";
        };
    if (random.nextInt(5) == 0) {
      MatchResult object = any(sound, OBJECT, random);
      return sound.substring(0, object.end())
          + "\"@class\": "
          + quoted
          + ", "
          + sound.substring(object.end());
    }
    return sound.substring(0, named.start()) + by + sound.substring(named.end());
  }

  private static String escaped(String name) {
    return name.chars()
        .mapToObj(letter -> String.format(Locale.ROOT, "\\u%04x", letter))
        .collect(Collectors.joining());
  }

  private static MatchResult any(String text, Pattern pattern, Random random) {
    List<MatchResult> all = pattern.matcher(text).results().toList();
    return all.get(random.nextInt(all.size()));
  }

  /** A model file of Deeplearning4j with a serialised object, foreign paths, doubles or a bomb. */
  static byte[] zip(String configuration, byte[] object, Random random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "configuration.json", configuration.getBytes(StandardCharsets.UTF_8));
      put(zip, "preprocessor.bin", object);
      put(zip, OUTSIDE.get(random.nextInt(OUTSIDE.size())), object);
      put(zip, "coefficients.bin", new byte[random.nextInt(4) == 0 ? 20_000_000 : 100]);
    }
    byte[] file = bytes.toByteArray();
    if (random.nextBoolean()) {
      // Java's writer refuses two entries of one name; a name of the same length does it too.
      byte[] name = "preprocessor.bin".getBytes(StandardCharsets.US_ASCII);
      byte[] other = "coefficients.bin".getBytes(StandardCharsets.US_ASCII);
      for (int at = 0; at + name.length <= file.length; at++) {
        if (Arrays.equals(file, at, at + name.length, name, 0, name.length)) {
          System.arraycopy(other, 0, file, at, other.length);
        }
      }
    }
    return file;
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  /** Compressed images whose header promises anything, behind which there are zeros. */
  static byte[] idx(Random random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      int images = random.nextBoolean() ? random.nextInt() : 1 + random.nextInt(1000);
      gzip.write(
          ByteBuffer.allocate(16)
              .putInt(0x803)
              .putInt(images)
              .putInt(1 << random.nextInt(17))
              .putInt(1 << random.nextInt(17))
              .array());
      byte[] zeros = new byte[1 << 16];
      for (int i = random.nextInt(200); i >= 0; i--) {
        gzip.write(zeros);
      }
    }
    return bytes.toByteArray();
  }

  static String outside(Random random) {
    return OUTSIDE.get(random.nextInt(OUTSIDE.size())).replace("\\", "\\\\");
  }
}
