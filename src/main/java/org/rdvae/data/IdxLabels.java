package org.rdvae.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import org.rdvae.base.Failure;

/**
 * The classes of images, from an idx file of labels beside that of the images, named as MNIST names
 * them: {@code train-labels-idx1-ubyte} beside {@code train-images-idx3-ubyte}, each plain or with
 * {@code .gz}.
 *
 * <pre>
 *   0 0 8 1 | labels (32 bits, high byte first) | one unsigned byte each
 * </pre>
 */
final class IdxLabels {
  private static final int MAGIC = 0x00000801;
  private static final int HEADER = 2 * Integer.BYTES;

  private IdxLabels() {}

  /** The images with their labels; refuses images without. */
  static ImageSet require(ImageSet images, Path file) {
    Path labels =
        find(file)
            .orElseThrow(
                () ->
                    new Failure(
                        Failure.Kind.BAD_CONFIG,
                        "data.labels: expected a file of labels beside "
                            + file
                            + ", named "
                            + String.join(" or ", names(file))
                            + ", found none; without labels write data.labels: false"));
    return images.withLabels(read(labels, images.count(), file));
  }

  /** The images with their labels, if there are any. */
  static ImageSet addTo(ImageSet images, Path file) {
    Optional<Path> labels = find(file);
    return labels.isPresent()
        ? images.withLabels(read(labels.get(), images.count(), file))
        : images;
  }

  private static Optional<Path> find(Path images) {
    return names(images).stream().map(images::resolveSibling).filter(Files::exists).findFirst();
  }

  /** None if the images' own name is not of the kind that labels could be told from. */
  private static List<String> names(Path images) {
    String own = images.getFileName().toString();
    String plain = own.endsWith(".gz") ? own.substring(0, own.length() - 3) : own;
    String name = plain.replace("images", "labels").replaceFirst("idx[34]", "idx1");
    return name.equals(plain) ? List.of() : List.of(name, name + ".gz");
  }

  private static byte[] read(Path file, int count, Path images) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(IdxReader.unzipped(in), file, count, images);
    } catch (EOFException | ZipException e) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          file + ": expected a whole, undamaged gzip stream, found " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, file + ": expected a readable file, found " + e, e);
    }
  }

  private static byte[] read(InputStream in, Path file, int count, Path images) throws IOException {
    byte[] start = in.readNBytes(HEADER);
    if (start.length < HEADER) {
      throw bad(file, "expected a header of " + HEADER + " bytes, found " + start.length);
    }
    ByteBuffer header = ByteBuffer.wrap(start);
    int magic = header.getInt();
    if (magic != MAGIC) {
      throw bad(
          file,
          String.format(
              Locale.ROOT,
              "expected an idx file of labels, magic number 0x%08x, found 0x%08x",
              MAGIC,
              magic));
    }
    long labels = Integer.toUnsignedLong(header.getInt());
    if (labels != count) {
      throw bad(
          file, "expected " + count + " labels, as " + images + " has images, found " + labels);
    }
    byte[] values = in.readNBytes(count);
    if (values.length < count) {
      throw bad(
          file,
          "expected " + count + " bytes of labels, found only " + values.length + ": truncated");
    }
    if (in.read() != -1) {
      throw bad(file, "expected the end after " + count + " labels, found further bytes");
    }
    return values;
  }

  private static Failure bad(Path file, String words) {
    return new Failure(Failure.Kind.BAD_DATA, file + ": " + words);
  }
}
