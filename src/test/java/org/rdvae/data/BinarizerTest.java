package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    RandomStream stream = new RandomStream(SEED, Purpose.BINARIZATION);
    for (int value = 0; value < 256; value++) {
      if (value % 4 == 0) {
        stream.at(7 + 1, (2L << 29) + value / 4);
      }
      float expected = stream.nextUniform() < value / 255.0 ? 1 : 0;
      assertThat(drawn[value]).as("value %d", value).isEqualTo(expected);
    }
  }

  @Test
  void drawsEveryPixelAlikeWhereverItsNeighborsAreBlackOrWhite() {
    float[] drawn = epoch(everyValue, 1, 3);
    for (int kept = 0; kept < 256; kept++) {
      for (int surroundings : new int[] {0, 255}) {
        byte[] pixels = new byte[3 * 256];
        Arrays.fill(pixels, (byte) surroundings);
        pixels[256 + kept] = (byte) kept;

        float[] lonely = epoch(ImageSet.copyOf(Split.TRAIN, 16, 16, pixels), 1, 3);

        for (int i = 0; i < 256; i++) {
          assertThat(lonely[i])
              .as("pixel %d of %d among %d", i, kept, surroundings)
              .isEqualTo(i == kept ? drawn[i] : surroundings / 255f);
        }
      }
    }
  }

  @Test
  void drawsTheLastPixelsOfAnImageWhoseSizeIsNoMultipleOfFour() {
    ImageSet odd = ImageSet.copyOf(Split.TRAIN, 1, 7, new byte[] {50, 0, 0, 0, 120, 0, (byte) 200});
    float[] ones = new float[7];
    for (int epoch = 0; epoch < 1000; epoch++) {
      float[] drawn = epoch(odd, 0, epoch);
      for (int i = 0; i < 7; i++) {
        ones[i] += drawn[i];
      }
    }
    assertThat(ones[1] + ones[2] + ones[3] + ones[5]).isZero();
    // Five standard deviations.
    assertThat(ones[0]).isCloseTo(196, within(63f));
    assertThat(ones[4]).isCloseTo(471, within(79f));
    assertThat(ones[6]).isCloseTo(784, within(65f));
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
    new Binarizer(Binarization.BITS, SEED).fillForEvaluation(bits, 1, target, 0);

    assertThat(target).containsExactly(1, 0, 1, 1);
  }

  @Test
  void dividesBy255RoundedToTheNearestFloat() {
    float[] target = new float[256];
    new Binarizer(Binarization.NONE, SEED).fillForEpoch(everyValue, 2, 3, target, 0);

    for (int value = 0; value < 256; value++) {
      assertThat(target[value]).as("value %d", value).isEqualTo((float) (value / 255.0));
    }
  }

  @Test
  void keepsTheChannelsOfAPixelTogether() {
    ImageSet color =
        ImageSet.copyOf(Split.TEST, 1, 2, 3, new byte[] {0, 51, 102, (byte) 153, (byte) 204, -1});
    float[] target = new float[6];
    new Binarizer(Binarization.NONE, SEED).fillForEvaluation(color, 0, target, 0);

    assertThat(target).containsExactly(0f, 0.2f, 0.4f, 0.6f, 0.8f, 1f);
  }

  @Test
  void copiesTheRowsOfATableWhateverTheBinarization() {
    TableSet table =
        new TableSet(
            Split.TEST,
            List.of(TableColumn.ofBits("a"), TableColumn.ofBits("b")),
            new float[] {1, -2.5f, 3, 4});
    for (Binarization binarization : Binarization.values()) {
      Binarizer binarizer = new Binarizer(binarization, SEED);
      float[] target = new float[3];
      binarizer.fillForEpoch(table, 0, 1, target, 1);
      assertThat(target).as("%s", binarization).containsExactly(0, 1, -2.5f);
      binarizer.fillForEvaluation(table, 1, target, 0);
      assertThat(target).as("%s", binarization).containsExactly(3, 4, -2.5f);
    }
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
    float[] target = new float[images.valuesPerExample()];
    new Binarizer(Binarization.DYNAMIC, SEED).fillForEpoch(images, image, epoch, target, 0);
    return target;
  }

  private static float[] evaluation(ImageSet images, int image) {
    float[] target = new float[images.valuesPerExample()];
    new Binarizer(Binarization.DYNAMIC, SEED).fillForEvaluation(images, image, target, 0);
    return target;
  }
}
