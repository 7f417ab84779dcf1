package org.rdvae.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.rdvae.data.Picture;
import org.rdvae.data.PictureFile;
import org.rdvae.job.SavedCodec;
import org.rdvae.tensor.Device;

/**
 * What {@code portability} runs on each Java, native library and number of threads. It is in the
 * codec's package because it looks at the latents in a file.
 *
 * <pre>
 * library  THREADS                          the checksum of the native library that is loaded
 * encode   THREADS MODEL FOLDER Q,Q PICTURE...
 * decode   THREADS MODEL FOLDER             files on standard input; a line of digests for each
 * compare  FOLDER                           pairs of digests; the most that two pictures differ by
 * </pre>
 */
public final class PortabilityProbe {
  private static final int LEVELS = 256;

  private PortabilityProbe() {}

  public static void main(String[] words) throws IOException {
    List<String> rest = Arrays.asList(words).subList(2, words.length);
    switch (words[0]) {
      case "library" -> library(Integer.parseInt(words[1]));
      case "encode" -> encode(codec(words), Path.of(rest.get(1)), rest.subList(2, rest.size()));
      case "decode" -> decode(codec(words), Path.of(rest.get(1)));
      case "compare" -> compare(Path.of(words[1]));
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static LossyCodec codec(String[] words) {
    Device device = Device.cpu(Integer.parseInt(words[1]));
    return (LossyCodec) SavedCodec.load(Path.of(words[2])).codec(device);
  }

  /** Linux alone tells which files a process has loaded. */
  private static void library(int threads) throws IOException {
    Device device = Device.cpu(threads);
    String maps = Files.readString(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1);
    String path =
        maps.lines()
            .filter(line -> line.endsWith("/libnd4jcpu.so"))
            .map(line -> line.substring(line.indexOf('/')))
            .findFirst()
            .orElseThrow();
    CRC32 checksum = new CRC32();
    checksum.update(Files.readAllBytes(Path.of(path)));
    System.out.printf(Locale.ROOT, "%d %s%n", checksum.getValue(), device.features());
  }

  private static void encode(LossyCodec codec, Path folder, List<String> words) throws IOException {
    for (String name : words.subList(1, words.size())) {
      Picture picture = PictureFile.of(Path.of(name)).picture();
      Photo photo =
          new Photo(
              picture.width(),
              picture.height(),
              picture.channels(),
              picture.pixels(),
              picture.profile());
      for (String quality : words.get(0).split(",")) {
        String file = Path.of(name).getFileName() + "-q" + quality + ".rdv";
        Files.write(folder.resolve(file), codec.compress(photo, Double.parseDouble(quality)));
      }
    }
  }

  private static void decode(LossyCodec codec, Path folder) throws IOException {
    for (String file : lines()) {
      byte[] bytes = Files.readAllBytes(Path.of(file));
      MessageDigest latents = sha256();
      codec.decode(
          RdvFile.read(bytes, file),
          segment -> {
            latents.update(bytes(segment.hyperLatents()));
            latents.update(bytes(segment.latents()));
          });
      byte[] pixels = codec.decompress(bytes, file).pixels();
      String digest = HexFormat.of().formatHex(sha256().digest(pixels));
      Path kept = folder.resolve(digest);
      if (!Files.exists(kept)) {
        Files.write(kept, pixels);
      }
      System.out.println(HexFormat.of().formatHex(latents.digest()) + " " + digest);
    }
  }

  private static byte[] bytes(int[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }

  /** Prints the most that two values differ by, and how many differ. */
  private static void compare(Path folder) throws IOException {
    for (String pair : lines()) {
      byte[] a = Files.readAllBytes(folder.resolve(pair.split(" ")[0]));
      byte[] b = Files.readAllBytes(folder.resolve(pair.split(" ")[1]));
      int most = a.length == b.length ? 0 : LEVELS;
      long differing = 0;
      for (int i = 0; i < Math.min(a.length, b.length); i++) {
        int difference = Math.abs(Byte.toUnsignedInt(a[i]) - Byte.toUnsignedInt(b[i]));
        most = Math.max(most, difference);
        differing += Math.min(difference, 1);
      }
      System.out.println(most + " " + differing);
    }
  }

  private static List<String> lines() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        .lines()
        .toList();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
