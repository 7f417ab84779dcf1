package org.rdvae.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.rdvae.codec.RdvChunk;
import org.rdvae.codec.RdvFile;
import org.rdvae.codec.RdvHeader;
import org.rdvae.codec.RdvKind;

/**
 * What {@code rdvae inspect} says of an {@code .rdv} file: its header, and where its bytes went.
 */
final class RdvInspection {
  private static final int MAGIC_BYTES = 4;
  private static final String SUFFIX = ".rdv";

  private RdvInspection() {}

  /** The bytes of a file that is one by its beginning or by its name. */
  static Optional<byte[]> bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] beginning = in.readNBytes(MAGIC_BYTES);
      return RdvFile.claimsToBe(beginning) || file.toString().endsWith(SUFFIX)
          ? Optional.of(Files.readAllBytes(file))
          : Optional.empty();
    } catch (IOException e) {
      // Whoever reads the file next says what is wrong with it.
      return Optional.empty();
    }
  }

  static void print(Path file, byte[] bytes) {
    RdvFile content = RdvFile.read(bytes, file.toString());
    RdvHeader header = content.header();
    long images = 1;
    if (header.kind() instanceof RdvKind.Lossy lossy) {
      title(file, "image, coded with loss");
      line("quality", String.valueOf(lossy.quality()));
    } else if (header.kind() instanceof RdvKind.Images set) {
      boolean rounded = set instanceof RdvKind.LatentSet;
      title(
          file,
          rounded
              ? "images, coded with loss as rounded latent variables"
              : "images, coded without loss");
      images = set.images();
      line("images", String.format(Locale.ROOT, "%,d", images));
    }
    line("width", header.width() + " pixels");
    line("height", header.height() + " pixels");
    line("channels", String.valueOf(header.channels()));
    line("model hash", header.modelHash() + "...");
    line("content checksum", String.format(Locale.ROOT, "%08x", header.contentChecksum()));
    double pixels = (double) header.width() * header.height() * images;
    line(
        "bits per pixel",
        String.format(Locale.ROOT, "%.4f", (double) bytes.length * Byte.SIZE / pixels));
    parts(content, bytes.length);
  }

  private static void parts(RdvFile content, int fileBytes) {
    System.out.println("  part            bytes     share  checksum");
    part("header", content.headerBytes(), fileBytes, "ok");
    for (RdvChunk chunk : content.chunks()) {
      part(chunk.type(), chunk.fileBytes(), fileBytes, "ok");
    }
    part("end mark", RdvFile.END_MARK_BYTES, fileBytes, "-");
    part("file", fileBytes, fileBytes, "ok");
  }

  private static void title(Path file, String content) {
    System.out.println(
        file + ": " + content + ", .rdv format version " + RdvFile.VERSION + ", verified");
  }

  private static void part(String name, int bytes, int fileBytes, String checksum) {
    System.out.printf(
        Locale.ROOT,
        "  %-10s %,10d  %6.2f %%  %s%n",
        name,
        bytes,
        100.0 * bytes / fileBytes,
        checksum);
  }

  private static void line(String name, String value) {
    System.out.printf(Locale.ROOT, "%-22s %s%n", name + ":", value);
  }
}
