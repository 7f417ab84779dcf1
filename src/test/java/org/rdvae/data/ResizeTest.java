package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResizeTest {
  private static final long SEED = 11;

  @Test
  void shrinksAsThePlainMeanOverAreasDoes() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < 60; trial++) {
      int channels = random.nextBoolean() ? 1 : 3;
      int height = 1 + random.nextInt(40);
      int width = 1 + random.nextInt(40);
      ResizeSpan rows = shrinking(random, height);
      ResizeSpan columns = shrinking(random, width);
      float[][] picture = picture(random, height, width * channels);

      byte[] found = resize(picture, width, channels, rows, columns);

      String trialName = "seed %d, trial %d: %dx%dx%d, rows %s, columns %s";
      for (int y = 0; y < rows.targetLength(); y++) {
        for (int x = 0; x < columns.targetLength(); x++) {
          for (int c = 0; c < channels; c++) {
            assertThat((double) (found[(y * columns.targetLength() + x) * channels + c] & 0xFF))
                .as(trialName, SEED, trial, height, width, channels, rows, columns)
                .isCloseTo(mean(picture, rows, y, columns, x, channels, c), within(0.5 + 1e-3));
          }
        }
      }
    }
  }

  private static ResizeSpan shrinking(Random random, int length) {
    double extent = 1 + random.nextDouble() * (length - 1);
    double start = random.nextDouble() * (length - extent);
    return new ResizeSpan(start, extent, 0, 1 + random.nextInt((int) extent));
  }

  private static float[][] picture(Random random, int height, int rowLength) {
    float[][] picture = new float[height][rowLength];
    for (float[] row : picture) {
      for (int i = 0; i < rowLength; i++) {
        row[i] = random.nextInt(256);
      }
    }
    return picture;
  }

  /** Over every pixel of the picture, each with the share of it that is covered. */
  private static double mean(
      float[][] picture,
      ResizeSpan rows,
      int y,
      ResizeSpan columns,
      int x,
      int channels,
      int channel) {
    double sum = 0;
    double area = 0;
    for (int row = 0; row < picture.length; row++) {
      for (int column = 0; column < picture[0].length / channels; column++) {
        double share = covered(rows, y, row) * covered(columns, x, column);
        sum += share * picture[row][column * channels + channel];
        area += share;
      }
    }
    return sum / area;
  }

  private static double covered(ResizeSpan span, int target, int pixel) {
    double from = span.start() + target * span.shrinkage();
    return Math.max(0, Math.min(pixel + 1, from + span.shrinkage()) - Math.max(pixel, from));
  }

  @Test
  void enlargesLinearlyBetweenTheCentresOfPixels() {
    float[][] picture = {{0, 80, 160}};

    byte[] found = resize(picture, 3, 1, new ResizeSpan(0, 1, 0, 1), new ResizeSpan(0, 3, 0, 6));

    assertThat(found).containsExactly(0, 20, 60, 100, 140, 160);
  }

  @Test
  void enlargesAPartWithTheNeighboursOutsideIt() {
    float[][] picture = {{0, 100, 200, 0}};

    byte[] found = resize(picture, 4, 1, new ResizeSpan(0, 1, 0, 1), new ResizeSpan(1, 1, 0, 2));

    assertThat(found).containsExactly(75, 125);
  }

  @Test
  void enlargesOneAxisWhileItShrinksTheOther() {
    float[][] picture = {{10, 30}, {20, 40}, {60, 80}, {70, 90}};

    byte[] found = resize(picture, 2, 1, new ResizeSpan(0, 4, 0, 2), new ResizeSpan(0, 2, 0, 4));

    assertThat(found).containsExactly(15, 20, 30, 35, 65, 70, 80, 85);
  }

  @Test
  void keepsEveryConstantInEverySize() {
    Random random = new Random(SEED);
    for (int value = 0; value < 256; value++) {
      int height = 1 + random.nextInt(700);
      int width = 1 + random.nextInt(40);
      int channels = random.nextBoolean() ? 1 : 3;
      float[] row = new float[width * channels];
      Arrays.fill(row, value);
      float[][] picture = new float[height][];
      Arrays.fill(picture, row);
      ResizeSpan rows = new ResizeSpan(0, height, 0, 1 + random.nextInt(50));
      ResizeSpan columns = new ResizeSpan(0, width, 0, 1 + random.nextInt(50));

      byte[] found = resize(picture, width, channels, rows, columns);

      assertThat(found)
          .as("seed %d, %d of %dx%d, %s, %s", SEED, value, height, width, rows, columns)
          .containsOnly((byte) value);
    }
  }

  @Test
  void copiesAPartThatNeedsNoScaling() {
    float[][] picture = picture(new Random(SEED), 7, 3 * 9);

    byte[] found = resize(picture, 9, 3, new ResizeSpan(2, 4, 0, 4), new ResizeSpan(1, 5, 0, 5));

    for (int y = 0; y < 4; y++) {
      for (int i = 0; i < 15; i++) {
        assertThat(found[y * 15 + i] & 0xFF).isEqualTo((int) picture[y + 2][i + 3]);
      }
    }
  }

  @Test
  void readsOnlyTheRowsItNeedsAndEachOnce() {
    int[] reads = new int[10];

    Resize.resize(
        (row, target) -> reads[row]++,
        1,
        1,
        ResizeAxis.of(new ResizeSpan(2.5, 5, 0, 3), 10),
        ResizeAxis.of(new ResizeSpan(0, 1, 0, 1), 1));

    assertThat(reads).containsExactly(0, 0, 1, 1, 1, 1, 1, 1, 0, 0);
  }

  private static byte[] resize(
      float[][] picture, int width, int channels, ResizeSpan rows, ResizeSpan columns) {
    return Resize.resize(
        (row, target) -> System.arraycopy(picture[row], 0, target, 0, picture[row].length),
        width,
        channels,
        ResizeAxis.of(rows, picture.length),
        ResizeAxis.of(columns, width));
  }
}
