package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.base.Failure;

class IdxLabelsTest {
  private static final int COUNT = 6;

  @TempDir private Path folder;

  private Path file;
  private ImageSet images;

  private void writeImages(String name) {
    file =
        IdxFiles.write(
            folder, name, IdxFiles.images(COUNT, 1, 2, IdxFiles.counting(2 * COUNT, 250)));
    images = IdxReader.read(file, Split.TRAIN);
  }

  private static byte[] labels(int count) {
    return IdxFiles.join(IdxFiles.header(0x801, count), IdxFiles.counting(count, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte,train-labels-idx1-ubyte,false",
    "train-images-idx3-ubyte,train-labels-idx1-ubyte.gz,true",
    "some-images-idx3-ubyte.gz,some-labels-idx1-ubyte,false"
  })
  void areFoundBesideTheImages(String name, String labels, boolean zipped) {
    writeImages(name);
    byte[] bytes = labels(COUNT);
    IdxFiles.write(folder, labels, zipped ? IdxFiles.gzip(bytes) : bytes);
    ImageSet labelled = IdxLabels.require(images, file);
    ImageSet part = labelled.slice(Split.VALIDATION, 2, 4);
    assertThat(part.hasLabels()).isTrue();
    assertThat(new int[] {part.label(0), part.label(2), part.label(3)}).containsExactly(2, 0, 1);
    assertThat(IdxLabels.addTo(images, file).label(5)).isEqualTo(1);
  }

  @Test
  void changeTheFingerprint() {
    writeImages("train-images-idx3-ubyte");
    String without = images.fingerprint();
    IdxFiles.write(folder, "train-labels-idx1-ubyte", labels(COUNT));
    String with = IdxLabels.require(images, file).fingerprint();
    byte[] other = labels(COUNT);
    other[other.length - 1] = 3;
    IdxFiles.write(folder, "train-labels-idx1-ubyte", other);
    assertThat(with).isNotEqualTo(without);
    assertThat(IdxLabels.require(images, file).fingerprint()).isNotIn(with, without);
  }

  @Test
  void ofBatchesFollowTheImages() {
    writeImages("train-images-idx3-ubyte");
    IdxFiles.write(folder, "train-labels-idx1-ubyte", labels(COUNT));
    ImageSet labelled = IdxLabels.require(images, file);
    Binarizer bits = new Binarizer(Binarization.NONE, 1);
    TrainingBatches batches = new TrainingBatches(labelled, bits, 1, 3);
    float[] rows = new float[3 * 2 + 3 * 4];
    for (int step = 0; step < 2; step++) {
      batches.fill(1, step, rows);
      batches.fillClasses(1, step, 4, rows, 6);
      for (int row = 0; row < 3; row++) {
        // The first value of image n is 2 n.
        int image = Math.round(rows[2 * row] * 255) / 2;
        for (int label = 0; label < 4; label++) {
          assertThat(rows[6 + 4 * row + label]).isEqualTo(label == image % 4 ? 1 : 0);
        }
      }
    }
    assertThat(new OrderedBatches(labelled, bits).classes(3, 3)).containsExactly(3, 0, 1);
    assertThat(new OrderedBatches(images, bits).classes(3, 3)).isEmpty();
  }

  @Test
  void badFilesAreRefused() {
    writeImages("train-images-idx3-ubyte");
    expectRefused(new byte[5], "expected a header of 8 bytes, found 5");
    expectRefused(
        IdxFiles.images(COUNT, 1, 1, new byte[COUNT]),
        "expected an idx file of labels, magic number 0x00000801, found 0x00000803");
    expectRefused(labels(5), "expected 6 labels, as " + file + " has images, found 5");
    byte[] whole = labels(COUNT);
    expectRefused(
        Arrays.copyOf(whole, whole.length - 2),
        "expected 6 bytes of labels, found only 4: truncated");
    expectRefused(
        IdxFiles.join(whole, new byte[1]), "expected the end after 6 labels, found further bytes");
    byte[] zipped = IdxFiles.gzip(whole);
    expectRefused(
        Arrays.copyOf(zipped, zipped.length - 9), "expected a whole, undamaged gzip stream");
  }

  private void expectRefused(byte[] labels, String message) {
    Path at = IdxFiles.write(folder, "train-labels-idx1-ubyte", labels);
    Failure failure = catchThrowableOfType(Failure.class, () -> IdxLabels.require(images, file));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(failure).hasMessageContaining(at + ": " + message);
  }
}
