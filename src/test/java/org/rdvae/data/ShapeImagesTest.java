package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;
import org.rdvae.data.ShapeFactors.Shape;

class ShapeImagesTest {
  private static final ShapeSettings SETTINGS = new ShapeSettings(600, 32, 1);
  private final ShapeImages shapes = new ShapeImages(SETTINGS);
  private final Splits splits =
      DataLoader.load(TestSettings.shapes(SETTINGS, new SplitSettings(0.2, 0.1)));
  private final ImageSet train = (ImageSet) splits.train();

  @Test
  void dividesTheImagesExactlyByTheShares() {
    assertThat(splits.train()).hasToString("TRAIN: 420 images of 32x32");
    assertThat(splits.validation()).hasToString("VALIDATION: 120 images of 32x32");
    assertThat(splits.test()).hasToString("TEST: 60 images of 32x32");
    assertThat(splits.binarization()).isEqualTo(Binarization.DYNAMIC);
  }

  /** The same on every machine and in every release, since saved models name it. */
  @Test
  void hasAKnownFingerprint() {
    assertThat(splits.fingerprint())
        .isEqualTo("shapes dynamic 32x32 420/120/60 sha256 8728a4646605aab2");
  }

  @Test
  void drawsMoreImagesOfASplitThanThereAre() {
    ImageSet more = shapes.draw(Split.TEST, 100);
    assertThat(more).hasToString("TEST: 100 images of 32x32");
    ImageSet test = (ImageSet) splits.test();
    for (int pixel = 0; pixel < 1024; pixel++) {
      assertThat(more.pixel(59, pixel)).isEqualTo(test.pixel(59, pixel));
    }
  }

  @Test
  void drawsEachShapeWithItsAreaAroundItsCenter() {
    for (int image = 0; image < train.count(); image++) {
      ShapeFactors factors = shapes.factors(Split.TRAIN, image);
      double radius = 32 * 0.25 * (0.5 + 0.1 * factors.scale());
      double area =
          radius
              * radius
              * switch (factors.shape()) {
                case SQUARE -> 2;
                case ELLIPSE -> Math.PI / 2;
                case TRIANGLE -> 1.8 * 0.6;
              };
      double sum = 0;
      double sumX = 0;
      double sumY = 0;
      for (int pixel = 0; pixel < 1024; pixel++) {
        double share = train.pixel(image, pixel) / 255.0;
        sum += share;
        sumX += share * (pixel % 32 + 0.5);
        sumY += share * (Math.floorDiv(pixel, 32) + 0.5);
      }
      // Sample points are 1/8 apart, which is the most that a side can be off.
      assertThat(sum).as("area of %s", factors).isCloseTo(area, within(2 * Math.sqrt(area) / 8));
      // The centroid of the triangle lies two thirds down from its top, 0.2 R below the centre.
      double lower = factors.shape() == Shape.TRIANGLE ? 0.2 * radius : 0;
      double angle = 2 * Math.PI * factors.orientation() / 40;
      assertThat(sumX / sum)
          .as("centre of %s", factors)
          .isCloseTo(8 + 16.0 * factors.x() / 31 - lower * Math.sin(angle), within(0.07));
      assertThat(sumY / sum)
          .as("centre of %s", factors)
          .isCloseTo(8 + 16.0 * factors.y() / 31 + lower * Math.cos(angle), within(0.07));
    }
  }

  /** The longer axis of the second moments. */
  @Test
  void turnsTheEllipseByItsOrientation() {
    int seen = 0;
    for (int image = 0; image < train.count(); image++) {
      ShapeFactors factors = shapes.factors(Split.TRAIN, image);
      if (factors.shape() != Shape.ELLIPSE) {
        continue;
      }
      double centerX = 8 + 16.0 * factors.x() / 31;
      double centerY = 8 + 16.0 * factors.y() / 31;
      double xx = 0;
      double xy = 0;
      double yy = 0;
      for (int pixel = 0; pixel < 1024; pixel++) {
        double x = pixel % 32 + 0.5 - centerX;
        double y = Math.floorDiv(pixel, 32) + 0.5 - centerY;
        xx += train.pixel(image, pixel) * x * x;
        xy += train.pixel(image, pixel) * x * y;
        yy += train.pixel(image, pixel) * y * y;
      }
      double twice = Math.atan2(2 * xy, xx - yy);
      double expected = 4 * Math.PI * factors.orientation() / 40;
      assertThat(Math.cos(twice - expected)).as("%s", factors).isGreaterThan(0.999);
      seen++;
    }
    assertThat(seen).isGreaterThan(50);
  }

  @Test
  void smoothsEdges() {
    boolean[] seen = new boolean[256];
    for (int pixel = 0; pixel < 1024 * train.count(); pixel++) {
      seen[train.array()[pixel] & 0xFF] = true;
    }
    assertThat(seen[0] && seen[255]).isTrue();
    int levels = 0;
    for (boolean level : seen) {
      levels += level ? 1 : 0;
    }
    assertThat(levels).isGreaterThan(50).isLessThanOrEqualTo(65);
  }

  @Test
  void takesEveryStepOfEveryFactorAboutEquallyOften() {
    int count = 12_800;
    int[][] seen = {new int[3], new int[6], new int[40], new int[32], new int[32]};
    for (int image = 0; image < count; image++) {
      ShapeFactors factors = shapes.factors(Split.TRAIN, image);
      seen[0][List.of(Shape.values()).indexOf(factors.shape())]++;
      seen[1][factors.scale()]++;
      seen[2][factors.orientation()]++;
      seen[3][factors.x()]++;
      seen[4][factors.y()]++;
    }
    for (int[] steps : seen) {
      for (int step : steps) {
        double mean = (double) count / steps.length;
        assertThat((double) step)
            .as("%s", Arrays.toString(steps))
            .isCloseTo(mean, within(5 * Math.sqrt(mean)));
      }
    }
  }

  @Test
  void showsTheSameImagesFirstWhateverTheCount() {
    ImageSet more =
        (ImageSet)
            DataLoader.load(
                    TestSettings.shapes(new ShapeSettings(900, 32, 1), new SplitSettings(0.2, 0.1)))
                .test();

    assertThat(more.first(60).fingerprint()).isEqualTo(splits.test().fingerprint());
  }

  @Test
  void showsOtherImagesInEachSplitAndForEachSeed() {
    List<String> sets = new ArrayList<>();
    for (long seed : new long[] {1, 2}) {
      Splits other =
          DataLoader.load(
              TestSettings.shapes(new ShapeSettings(600, 32, seed), new SplitSettings(0.2, 0.1)));
      for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
        sets.add(other.get(split).first(60).fingerprint());
      }
    }
    assertThat(sets).doesNotHaveDuplicates();
  }

  @Test
  void drawsAnySize() {
    for (int size : new int[] {8, 33}) {
      Splits other =
          DataLoader.load(
              TestSettings.shapes(new ShapeSettings(30, size, 1), new SplitSettings(0.2, 0.1)));

      assertThat(other.height()).isEqualTo(size);
      assertThat(other.width()).isEqualTo(size);
    }
  }

  @Test
  void refusesTooFewImagesForThreeParts() {
    assertThat(failureOf(new ShapeSettings(4, 32, 1)))
        .hasMessage(
            "data.split: expected images in each part of the 4 shapes, found 4 for training, 0 for"
                + " validation and 0 for the test; give more images or other shares");
  }

  @Test
  void refusesMoreThanAnArrayHolds() {
    assertThat(failureOf(new ShapeSettings(3_000_000, 32, 1)))
        .hasMessage(
            "data.shapes: expected at most 2147483639 bytes of pixels (2 GiB), found 3000000 images"
                + " of 32x32");
  }

  private static Failure failureOf(ShapeSettings settings) {
    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () -> DataLoader.load(TestSettings.shapes(settings, new SplitSettings(0.1, 0.1))));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
    return failure;
  }
}
