package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.rdvae.data.DataSettings.Binarization;
import org.rdvae.random.RandomStream;
import org.rdvae.random.RandomStream.Purpose;

class BinarizerTest {
  private static final long SEED = 5;

  /** Three images that hold every value once. */
  private final ImageSet everyValue =
      ImageSet.copyOf(Split.TRAIN, 16, 16, IdxFiles.counting(3 * 256, 256));

  @Test
  void drawsAPixelAsOneWhenItsUniformNumberIsBelowItsValue() {
    float[] drawn = epoch(everyValue, 2, 7);

    RandomStream stream = new RandomStream(SEED, Purpose.BINARIZATION).at(7 + 1, 2);
    for (int value = 0; value < 256; value++) {
      float expected = stream.nextUniform() < value / 255.0 ? 1 : 0;
      assertThat(drawn[value]).as("value %d", value).isEqualTo(expected);
    }
  }

  @Test
  void neverDrawsZeroAndAlwaysDrawsWhite() {
    ImageSet black = ImageSet.copyOf(Split.TRAIN, 200, 200, new byte[40_000]);
    byte[] pixels = new byte[40_000];
    Arrays.fill(pixels, (byte) 255);
    ImageSet white = ImageSet.copyOf(Split.TRAIN, 200, 200, pixels);

    assertThat(epoch(black, 0, 0)).containsOnly(0);
    assertThat(epoch(white, 0, 0)).containsOnly(1);
  }

  @Test
  void drawsEachGreyValueAsOftenAsItIsBright() {
    int epochs = 4000;
    int[] ones = new int[256];
    for (int epoch = 0; epoch < epochs; epoch++) {
      float[] drawn = epoch(everyValue, 0, epoch);
      for (int value = 0; value < 256; value++) {
        ones[value] += (int) drawn[value];
      }
    }
    for (int value = 1; value < 255; value++) {
      double p = value / 255.0;
      // Five standard deviations, and one count for the extreme values, where the distribution is
      // skewed.
      assertThat((double) ones[value])
          .as("value %d", value)
          .isCloseTo(epochs * p, within(5 * Math.sqrt(epochs * p * (1 - p)) + 1));
    }
  }

  @Test
  void drawsTrainingImagesAnewEachEpochAndEachImageForItself() {
    assertThat(epoch(everyValue, 0, 0)).isNotEqualTo(epoch(everyValue, 0, 1));
    assertThat(epoch(everyValue, 0, 0)).isNotEqualTo(epoch(everyValue, 1, 0));
    assertThat(epoch(everyValue, 0, 0)).isEqualTo(epoch(everyValue, 0, 0));
  }

  @Test
  void drawsEvaluatedImagesDifferentlyInEverySplitAndEveryEpoch() {
    ImageSet validation = everyValue.slice(Split.VALIDATION, 0, 3);
    ImageSet test = everyValue.slice(Split.TEST, 0, 3);
    ImageSet input = everyValue.slice(Split.INPUT, 0, 3);

    assertThat(
            Arrays.asList(
                Arrays.toString(epoch(everyValue, 0, 0)),
                Arrays.toString(evaluation(everyValue, 0)),
                Arrays.toString(evaluation(validation, 0)),
                Arrays.toString(evaluation(test, 0)),
                Arrays.toString(evaluation(input, 0)),
                Arrays.toString(evaluation(test, 1))))
        .doesNotHaveDuplicates();
  }

  @Test
  void drawsEvaluatedImagesOnceForGood() {
    Binarizer binarizer = new Binarizer(Binarization.DYNAMIC, SEED);
    ImageSet test = everyValue.slice(Split.TEST, 0, 3);
    float[] target = new float[256];
    binarizer.fillForEpoch(everyValue, 2, 9, target, 0);
    binarizer.fillForEvaluation(test, 1, target, 0);

    assertThat(target).isEqualTo(evaluation(test, 1));
  }

  @Test
  void drawsDifferentlyForAnotherSeed() {
    float[] target = new float[256];
    new Binarizer(Binarization.DYNAMIC, SEED + 1).fillForEpoch(everyValue, 0, 0, target, 0);

    assertThat(target).isNotEqualTo(epoch(everyValue, 0, 0));
  }

  @Test
  void cutsAt128() {
    float[] target = new float[256];
    new Binarizer(Binarization.THRESHOLD, SEED).fillForEpoch(everyValue, 1, 3, target, 0);

    for (int value = 0; value < 256; value++) {
      assertThat(target[value]).as("value %d", value).isEqualTo(value >= 128 ? 1f : 0f);
    }
  }

  @Test
  void copiesBitsAsTheyAre() {
    ImageSet bits = ImageSet.copyOf(Split.TEST, 1, 4, new byte[] {0, 1, 1, 0, 1, 0, 1, 1});
    float[] target = new float[4];
    new Binarizer(Binarization.NONE, SEED).fillForEvaluation(bits, 1, target, 0);

    assertThat(target).containsExactly(1, 0, 1, 1);
  }

  @Test
  void writesOnlyWhereItIsTold() {
    for (Binarization binarization : Binarization.values()) {
      float[] target = new float[258];
      Arrays.fill(target, -1);
      new Binarizer(binarization, SEED).fillForEpoch(everyValue, 0, 0, target, 1);

      assertThat(target[0]).as("%s", binarization).isEqualTo(-1);
      assertThat(target[257]).as("%s", binarization).isEqualTo(-1);
      assertThat(Arrays.copyOfRange(target, 1, 257)).as("%s", binarization).doesNotContain(-1);
    }
  }

  @Test
  void allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] target = new float[256];
    for (Binarization binarization : Binarization.values()) {
      Binarizer binarizer = new Binarizer(binarization, SEED);
      binarizer.fillForEpoch(everyValue, 0, 0, target, 0);

      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        binarizer.fillForEpoch(everyValue, i % 3, i, target, 0);
      }
      // A thousand calls that allocated would take at least sixteen bytes each.
      assertThat(threads.getCurrentThreadAllocatedBytes() - before)
          .as("%s", binarization)
          .isLessThan(10_000);
    }
  }

  private static float[] epoch(ImageSet images, int image, int epoch) {
    float[] target = new float[images.pixelsPerImage()];
    new Binarizer(Binarization.DYNAMIC, SEED).fillForEpoch(images, image, epoch, target, 0);
    return target;
  }

  private static float[] evaluation(ImageSet images, int image) {
    float[] target = new float[images.pixelsPerImage()];
    new Binarizer(Binarization.DYNAMIC, SEED).fillForEvaluation(images, image, target, 0);
    return target;
  }
}
