package org.rdvae.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

/** Archives made as CIFAR-10's is, of two images a batch, and such as nobody should make. */
class CifarArchiveTest {
  private static final int IMAGES = 2;
  private static final int RECORD = 1 + 3072;
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;
  private final CifarArchive cifar = new CifarArchive(IMAGES);
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private Path archive;

  /** In the order of the real one, with what else is in it. */
  @BeforeEach
  void fill() {
    archive = folder.resolve("cifar.tar.gz");
    for (String name :
        new String[] {"data_batch_1", "data_batch_3", "test_batch", "data_batch_5"}) {
      entries.put("cifar-10-batches-bin/" + name + ".bin", batch(name));
    }
    entries.put("cifar-10-batches-bin/readme.html", "<html/>".getBytes(StandardCharsets.UTF_8));
    entries.put("cifar-10-batches-bin/data_batch_4.bin", batch("data_batch_4"));
    entries.put("cifar-10-batches-bin/data_batch_2.bin", batch("data_batch_2"));
  }

  /** Image i of batch b has the label b + i; red is 10 b, green 10 b + 1, blue 10 b + 2. */
  private static byte[] batch(String name) {
    int number = name.equals("test_batch") ? 6 : name.charAt(name.length() - 1) - '0';
    byte[] batch = new byte[IMAGES * RECORD];
    for (int i = 0; i < IMAGES; i++) {
      batch[i * RECORD] = (byte) (number + i);
      for (int value = 0; value < 3072; value++) {
        batch[i * RECORD + 1 + value] = (byte) (10 * number + value / 1024);
      }
    }
    return batch;
  }

  private void write(OutputStream out) throws IOException {
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      out.write(header(entry.getKey(), entry.getValue().length, '0'));
      out.write(entry.getValue());
      out.write(new byte[(512 - entry.getValue().length % 512) % 512]);
    }
    out.write(new byte[1024]);
  }

  private static byte[] header(String name, long size, char type) {
    byte[] header = new byte[512];
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, header, 0, text.length);
    byte[] octal = String.format(Locale.ROOT, "%011o", size).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, header, 124, octal.length);
    header[156] = (byte) type;
    return header;
  }

  private void pack() throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      write(out);
    }
  }

  private void unpack() throws IOException {
    pack();
    cifar.unpack(archive, folder, false);
  }

  private String refusal() {
    Failure failure = catchThrowableOfType(Failure.class, this::unpack);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(failure)
        .hasMessageStartingWith(
            archive + ": expected CIFAR-10's archive of binary batches, found: ");
    assertThat(cifar.isUnpackedIn(folder)).isFalse();
    return failure.getMessage();
  }

  @Test
  void partsLabelsAndImagesInTheOrderOfTheBatches() throws IOException {
    assertThat(cifar.isUnpackedIn(folder)).isFalse();
    unpack();
    assertThat(cifar.isUnpackedIn(folder)).isTrue();
    assertThat(Files.readAllBytes(folder.resolve("train-labels-idx1-ubyte")))
        .containsExactly(0, 0, 8, 1, 0, 0, 0, 10, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6);
    assertThat(Files.readAllBytes(folder.resolve("t10k-labels-idx1-ubyte")))
        .containsExactly(0, 0, 8, 1, 0, 0, 0, 2, 6, 7);
    byte[] images = Files.readAllBytes(folder.resolve("train-images-idx4-ubyte"));
    assertThat(images)
        .hasSize(20 + 10 * 3072)
        .startsWith(0, 0, 8, 4, 0, 0, 0, 10, 0, 0, 0, 3, 0, 0, 0, 32, 0, 0, 0, 32, 10)
        .endsWith(52);
    assertThat(images[20 + 2 * 3072 + 1024]).as("green of batch 2").isEqualTo((byte) 21);
  }

  private PublicSet packed() throws IOException {
    pack();
    return new PublicSet(
        "cifar",
        "CIFAR",
        "CC0",
        List.of(FetchTest.published("cifar.tar.gz", Files.readAllBytes(archive))),
        List.of(),
        Optional.of(cifar),
        List.of());
  }

  /** Somebody's own file, say of fewer images. */
  @Test
  void aFileOfAnotherSizeIsWrittenOverByForceOnly() throws IOException {
    PublicSet set = packed();
    Path labels = Files.write(folder.resolve("t10k-labels-idx1-ubyte"), new byte[9]);
    Failure failure =
        catchThrowableOfType(
            Failure.class, () -> new Fetch(set, folder, false, (a, b, c) -> {}).run());
    assertThat(failure.kind()).isEqualTo(Failure.Kind.OUTPUT);
    assertThat(failure)
        .hasMessage(
            labels
                + " exists and is not what the archive holds (a file of 10 bytes); move it away, or"
                + " add --force to write over it.");
    assertThat(labels).hasSize(9);
    assertThat(folder.resolve("train-images-idx4-ubyte")).doesNotExist();
    new Fetch(set, folder, true, (a, b, c) -> {}).run();
    assertThat(cifar.isUnpackedIn(folder)).isTrue();
  }

  /** As after an attempt that was cut short. */
  @Test
  void whatIsMissingIsAddedToWhatIsThere() throws IOException {
    PublicSet set = packed();
    Path labels = Files.write(folder.resolve("t10k-labels-idx1-ubyte"), new byte[10]);
    new Fetch(set, folder, false, (a, b, c) -> {}).run();
    assertThat(cifar.isUnpackedIn(folder)).isTrue();
    assertThat(labels).hasBinaryContent(new byte[10]);
  }

  @Test
  void whatHasTheRightSizesIsUnpackedAgainByForceOnly() throws IOException {
    PublicSet set = packed();
    assertThat(new Fetch(set, folder, false, (a, b, c) -> {}).run()).containsValue("there already");
    Path labels = folder.resolve("train-labels-idx1-ubyte");
    byte[] unpacked = Files.readAllBytes(labels);
    Files.write(labels, new byte[unpacked.length]);
    assertThat(new Fetch(set, folder, false, (a, b, c) -> {}).run()).containsValue(Fetch.UNPACKED);
    assertThat(labels).hasBinaryContent(new byte[unpacked.length]);
    assertThat(new Fetch(set, folder, true, (a, b, c) -> {}).run()).containsValue("there already");
    assertThat(labels).hasBinaryContent(unpacked);
  }

  /** No name of the archive becomes the name of a file. */
  @Test
  void namesThatLeadOutOfTheFolderMakeNoFiles() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("a/b"));
    entries.put("../../../escaped.txt", new byte[10]);
    entries.put("/" + folder + "/escaped.txt", new byte[10]);
    entries.put("cifar-10-batches-bin/../../escaped.txt", new byte[10]);
    archive = inner.resolve("cifar.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      out.write(header("link", 0, '2'));
      write(out);
    }
    cifar.unpack(archive, inner, false);
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(5).allMatch(f -> f.startsWith(inner));
    }
  }

  @Test
  void aBatchThatIsMissingIsCounted() {
    entries.remove("cifar-10-batches-bin/test_batch.bin");
    assertThat(refusal()).endsWith("only 5 of its 6 batches");
  }

  @Test
  void aBatchOfAnotherSizeIsNamed() {
    entries.put("cifar-10-batches-bin/test_batch.bin", new byte[RECORD]);
    assertThat(refusal()).endsWith("test_batch.bin of 3073 bytes, where 6146 were expected");
  }

  @Test
  void aLabelThatIsNoneIsNamed() {
    entries.get("cifar-10-batches-bin/data_batch_3.bin")[RECORD] = (byte) 200;
    assertThat(refusal()).endsWith("data_batch_3.bin with the label 200");
  }

  /** A few kilobytes that unpack to very many. */
  @Test
  void whatUnpacksToTooMuchIsLeftAtOnce() {
    entries.put("zeros", new byte[2 * MEGABYTE]);
    assertThat(refusal()).contains("expected at most ").endsWith(" bytes unpacked, found more");
  }

  @Test
  void whatIsCutOffOrNoArchiveIsRefused() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    write(whole);
    for (int length : new int[] {700, 5000, 100}) {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
        out.write(whole.toByteArray(), 0, length);
      }
      Failure failure =
          catchThrowableOfType(Failure.class, () -> cifar.unpack(archive, folder, false));
      assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    }
    Files.write(archive, new byte[100]);
    assertThat(catchThrowableOfType(Failure.class, () -> cifar.unpack(archive, folder, false)))
        .hasMessageContaining("Not in GZIP format");
  }
}
