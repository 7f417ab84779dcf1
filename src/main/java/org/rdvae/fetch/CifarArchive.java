package org.rdvae.fetch;

import java.io.BufferedInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;

/**
 * CIFAR-10's archive of binary batches, turned into the idx files that {@code data.set: idx} reads:
 * a batch is records of a label and three planes, and an idx file of colour images holds the same
 * planes, so that only labels and images are parted.
 *
 * <pre>
 *   data_batch_1.bin .. data_batch_5.bin, test_batch.bin:  (label | 1024 red | 1024 green | 1024 blue)...
 *   train-images-idx4-ubyte, t10k-images-idx4-ubyte:       0 0 8 4 | images 3 32 32 | planes...
 *   train-labels-idx1-ubyte, t10k-labels-idx1-ubyte:       0 0 8 1 | images | labels...
 * </pre>
 *
 * <p>The batches are not in their order in the archive, so all are held in memory, 184 MB.
 *
 * @param imagesPerBatch 10,000, fewer in tests
 */
public record CifarArchive(int imagesPerBatch) {
  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final int VALUES = CHANNELS * SIDE * SIDE;
  private static final int CLASSES = 10;
  private static final int IMAGES_MAGIC = 0x00000804;
  private static final int LABELS_MAGIC = 0x00000801;
  private static final int IMAGES_HEADER = 5 * Integer.BYTES;
  private static final int LABELS_HEADER = 2 * Integer.BYTES;
  private static final List<String> TRAINING =
      IntStream.rangeClosed(1, 5).mapToObj(batch -> "data_batch_" + batch + ".bin").toList();
  private static final List<String> TEST = List.of("test_batch.bin");

  /** Besides the batches there are a text and a page, and the rounding up of tar. */
  private static final int MOST_BYTES_BESIDE = 1 << 20;

  /** Whether the files are there, whole by their sizes: each appears when it is complete. */
  boolean isUnpackedIn(Path folder) {
    return sizes(folder).entrySet().stream().allMatch(e -> hasSize(e.getKey(), e.getValue()));
  }

  /**
   * Makes sure that unpacking writes over nothing.
   *
   * @throws Failure OUTPUT if there is something else in the place of a file
   */
  void requireRoomIn(Path folder) {
    sizes(folder)
        .forEach(
            (file, bytes) -> {
              if (Files.exists(file) && !hasSize(file, bytes)) {
                throw new Failure(
                    Failure.Kind.OUTPUT,
                    String.format(
                        Locale.ROOT,
                        "%s exists and is not what the archive holds (a file of %,d bytes); move it"
                            + " away, or add --force to write over it.",
                        file,
                        bytes));
              }
            });
  }

  /** The files, and how many bytes each has. */
  private Map<Path, Long> sizes(Path folder) {
    Map<Path, Long> sizes = new LinkedHashMap<>();
    putSizes(sizes, folder, "train", TRAINING.size());
    putSizes(sizes, folder, "t10k", TEST.size());
    return sizes;
  }

  private void putSizes(Map<Path, Long> sizes, Path folder, String split, int batches) {
    long images = (long) batches * imagesPerBatch;
    sizes.put(images(folder, split), IMAGES_HEADER + images * VALUES);
    sizes.put(labels(folder, split), LABELS_HEADER + images);
  }

  private static boolean hasSize(Path file, long bytes) {
    try {
      return Files.isRegularFile(file) && Files.size(file) == bytes;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path images(Path folder, String split) {
    return folder.resolve(split + "-images-idx4-ubyte");
  }

  private static Path labels(Path folder, String split) {
    return folder.resolve(split + "-labels-idx1-ubyte");
  }

  /**
   * Writes the four files.
   *
   * @param again also those that are there
   * @throws Failure BAD_DATA if the archive is not what it should be
   */
  void unpack(Path archive, Path folder, boolean again) {
    Map<String, byte[]> batches;
    try (InputStream in = Files.newInputStream(archive)) {
      batches = batches(new GZIPInputStream(new BufferedInputStream(in), 1 << 16));
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          archive + ": expected CIFAR-10's archive of binary batches, found: " + e.getMessage(),
          e);
    }
    write(folder, "train", again, records(TRAINING, batches));
    write(folder, "t10k", again, records(TEST, batches));
  }

  private static List<byte[]> records(List<String> names, Map<String, byte[]> batches) {
    return names.stream().map(batches::get).toList();
  }

  private Map<String, byte[]> batches(InputStream in) throws IOException {
    int size = imagesPerBatch * (1 + VALUES);
    int count = TRAINING.size() + TEST.size();
    TarEntries entries = new TarEntries(in, (long) count * size + MOST_BYTES_BESIDE);
    Map<String, byte[]> batches = new HashMap<>();
    for (Optional<TarEntries.Entry> next = entries.next();
        next.isPresent();
        next = entries.next()) {
      String name = next.get().name().substring(next.get().name().lastIndexOf('/') + 1);
      if (next.get().regular() && (TRAINING.contains(name) || TEST.contains(name))) {
        if (next.get().size() != size) {
          throw new IOException(
              name + " of " + next.get().size() + " bytes, where " + size + " were expected");
        }
        batches.put(name, checked(entries.content(size), name));
      }
    }
    if (batches.size() < count) {
      throw new IOException("only " + batches.size() + " of its " + count + " batches");
    }
    return batches;
  }

  private static byte[] checked(byte[] batch, String name) throws IOException {
    for (int at = 0; at < batch.length; at += 1 + VALUES) {
      if (batch[at] < 0 || batch[at] >= CLASSES) {
        throw new IOException(name + " with the label " + (batch[at] & 0xFF));
      }
    }
    return batch;
  }

  private void write(Path folder, String split, boolean again, List<byte[]> batches) {
    int count = batches.size() * imagesPerBatch;
    write(
        images(folder, split),
        again,
        out -> {
          for (int word : new int[] {IMAGES_MAGIC, count, CHANNELS, SIDE, SIDE}) {
            out.writeInt(word);
          }
          for (byte[] batch : batches) {
            for (int at = 0; at < batch.length; at += 1 + VALUES) {
              out.write(batch, at + 1, VALUES);
            }
          }
        });
    write(
        labels(folder, split),
        again,
        out -> {
          out.writeInt(LABELS_MAGIC);
          out.writeInt(count);
          byte[] labels = new byte[count];
          int image = 0;
          for (byte[] batch : batches) {
            for (int at = 0; at < batch.length; at += 1 + VALUES) {
              labels[image++] = batch[at];
            }
          }
          out.write(labels);
        });
  }

  private static void write(Path file, boolean again, Content content) {
    if (again || !Files.exists(file)) {
      AtomicFile.write(file, stream -> content.to(new DataOutputStream(stream)));
    }
  }

  /** Writes what a file holds. */
  private interface Content {
    void to(DataOutputStream out) throws IOException;
  }
}
