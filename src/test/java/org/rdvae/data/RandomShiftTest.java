package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.base.Failure;
import org.rdvae.random.RandomStream;
import org.rdvae.random.RandomStream.Purpose;

class RandomShiftTest {
  private static final long SEED = 5;
  private static final int COUNT = 40;

  @ParameterizedTest
  @CsvSource({"1, 4, 5, 1", "2, 5, 3, 3", "4, 5, 7, 3", "3, 4, 4, 1"})
  void movesEveryImageAsItsOwnStreamSaysAndRepeatsTheEdge(
      int shift, int height, int width, int channels) {
    ImageSet images = images(height, width, channels);
    int size = height * width * channels;
    RandomStream stream = new RandomStream(SEED, Purpose.AUGMENTATION);
    Set<Integer> distances = new TreeSet<>();
    float[] batch = new float[COUNT * size];
    batches(images, new AugmentationSettings(shift, 0)).fill(3, 0, batch);
    int[] order = new RandomStream(SEED, Purpose.SHUFFLE).at(3, 0).permutation(COUNT);

    for (int i = 0; i < COUNT; i++) {
      stream.at(3, order[i]);
      int down = stream.nextInt(2 * shift + 1) - shift;
      int right = stream.nextInt(2 * shift + 1) - shift;
      distances.add(down);
      float[] expected = new float[size];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int c = 0; c < channels; c++) {
            int fromY = Math.max(0, Math.min(height - 1, y - down));
            int fromX = Math.max(0, Math.min(width - 1, x - right));
            expected[(y * width + x) * channels + c] =
                value(order[i], (fromY * width + fromX) * channels + c);
          }
        }
      }
      assertThat(Arrays.copyOfRange(batch, i * size, (i + 1) * size))
          .as("image %d moved %d down, %d right", order[i], down, right)
          .isEqualTo(expected);
    }
    assertThat(distances).hasSize(2 * shift + 1);
  }

  @Test
  void movesAnImageOtherwiseInEveryEpochAndNotAtAllAfterTheLastOne() {
    ImageSet images = images(6, 6, 1);
    float[] first = new float[COUNT * 36];
    float[] second = first.clone();
    TrainingBatches moved = batches(images, new AugmentationSettings(2, 2));
    moved.fill(0, 0, first);
    moved.fill(1, 0, second);
    TrainingBatches still = batches(images, AugmentationSettings.NONE);
    float[] plain = new float[COUNT * 36];
    still.fill(1, 0, plain);
    assertThat(second).isNotEqualTo(plain);
    assertThat(sorted(first)).isNotEqualTo(sorted(second));

    moved.fill(2, 0, second);
    still.fill(2, 0, plain);
    assertThat(second).isEqualTo(plain);
  }

  @Test
  void dependsNeitherOnTheBatchSizeNorOnTheRowsThatAreAskedFor() {
    ImageSet images = images(6, 6, 1);
    AugmentationSettings augmentation = new AugmentationSettings(2, 0);
    float[] whole = new float[COUNT * 36];
    batches(images, augmentation).fill(1, 0, whole);
    float[] part = new float[3 * 36];
    TrainingBatches.of(splits(images), augmentation, SEED, 10).fill(1, 2, 4, 3, part);

    assertThat(part).isEqualTo(Arrays.copyOfRange(whole, 24 * 36, 27 * 36));
  }

  @ParameterizedTest
  @CsvSource({"4, 6", "6, 4"})
  void refusesToMoveAnImageOutOfItsFrame(int height, int width) {
    ImageSet images = images(height, width, 1);
    batches(images, new AugmentationSettings(3, 0));
    Failure failure =
        catchThrowableOfType(Failure.class, () -> batches(images, new AugmentationSettings(4, 0)));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
    assertThat(failure)
        .hasMessage(
            "data.augmentation.shift: expected less than 4, the shorter side of the training"
                + " images (%s), found 4",
            SizeText.words(height, width, 1));
  }

  private static TrainingBatches batches(ImageSet images, AugmentationSettings augmentation) {
    return TrainingBatches.of(splits(images), augmentation, SEED, COUNT);
  }

  private static Splits splits(ImageSet images) {
    return new Splits("idx", Binarization.NONE, images, images, images);
  }

  private static float[] sorted(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static ImageSet images(int height, int width, int channels) {
    byte[] pixels = new byte[COUNT * height * width * channels];
    int size = height * width * channels;
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) level(i / size, i % size);
    }
    return ImageSet.copyOf(Split.TRAIN, height, width, channels, pixels);
  }

  private static float value(int image, int place) {
    return level(image, place) / 255f;
  }

  /** No two pixels of an image are the same, as 97 has no divisor with 256 in common. */
  private static int level(int image, int place) {
    return (image * 31 + place * 97) & 0xFF;
  }
}
