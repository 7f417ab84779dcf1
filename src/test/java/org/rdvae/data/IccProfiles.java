package org.rdvae.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes ICC profiles of three primaries and one curve, or of grey. */
final class IccProfiles {
  private static final double[][] SRGB = {
    {0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.7141}
  };

  /** Adobe RGB (1998), adapted to D50. */
  private static final double[][] WIDE = {
    {0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}
  };

  private IccProfiles() {}

  static byte[] srgb(byte[] curve) {
    return profile("RGB ", tags(SRGB, curve));
  }

  static byte[] srgbWithTable() {
    Map<String, byte[]> tags = tags(SRGB, srgbFormula());
    tags.put("A2B0", new byte[40]);
    return profile("RGB ", tags);
  }

  static byte[] wide() {
    return profile("RGB ", tags(WIDE, exponent(563 / 256.0)));
  }

  static byte[] grey(byte[] curve) {
    Map<String, byte[]> tags = new LinkedHashMap<>();
    tags.put("kTRC", curve);
    return profile("GRAY", tags);
  }

  private static Map<String, byte[]> tags(double[][] primaries, byte[] curve) {
    Map<String, byte[]> tags = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      ByteBuffer xyz = ByteBuffer.allocate(20).put(ascii("XYZ ")).putInt(0);
      for (double value : primaries[i]) {
        xyz.putInt((int) Math.round(value * 65536));
      }
      tags.put("rgb".charAt(i) + "XYZ", xyz.array());
      tags.put("rgb".charAt(i) + "TRC", curve);
    }
    return tags;
  }

  /** A profile of any tags. */
  static byte[] profile(String space, Map<String, byte[]> tags) {
    int length = 132 + tags.values().stream().mapToInt(data -> 12 + data.length).sum();
    ByteBuffer profile = ByteBuffer.allocate(length);
    profile.putInt(0, length);
    profile.put(8, new byte[] {4, 0x30});
    profile.put(12, ascii("mntr")).put(16, ascii(space)).put(20, ascii("XYZ "));
    profile.put(36, ascii("acsp"));
    profile.putInt(68, 0xF6D6).putInt(72, 0x10000).putInt(76, 0xD32D);
    profile.putInt(128, tags.size());
    int entry = 132;
    int data = 132 + 12 * tags.size();
    for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
      profile.put(entry, ascii(tag.getKey()));
      profile.putInt(entry + 4, data).putInt(entry + 8, tag.getValue().length);
      profile.put(data, tag.getValue());
      entry += 12;
      data += tag.getValue().length;
    }
    return profile.array();
  }

  /** sRGB's curve as a formula of five numbers. */
  static byte[] srgbFormula() {
    return formula(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
  }

  static byte[] formula(int kind, double... numbers) {
    ByteBuffer curve = ByteBuffer.allocate(12 + 4 * numbers.length).put(ascii("para")).putInt(0);
    curve.putShort((short) kind).putShort((short) 0);
    for (double number : numbers) {
      curve.putInt((int) Math.round(number * 65536));
    }
    return curve.array();
  }

  /** sRGB's curve as a table. */
  static byte[] srgbTable(int count) {
    ByteBuffer curve = ByteBuffer.allocate(12 + 2 * count).put(ascii("curv")).putInt(0);
    curve.putInt(count);
    for (int i = 0; i < count; i++) {
      double x = (double) i / (count - 1);
      double y = x <= 0.04045 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4);
      curve.putShort((short) Math.round(y * 65535));
    }
    return curve.array();
  }

  static byte[] exponent(double gamma) {
    return ByteBuffer.allocate(14)
        .put(ascii("curv"))
        .putInt(0)
        .putInt(1)
        .putShort((short) Math.round(gamma * 256))
        .array();
  }

  static byte[] line() {
    return ByteBuffer.allocate(12).put(ascii("curv")).putInt(0).putInt(0).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
