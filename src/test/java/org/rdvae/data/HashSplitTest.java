package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;

class HashSplitTest {
  private final HashSplit tenths = new HashSplit(new SplitSettings(0.1, 0.1));

  /** First 8 bytes of the SHA-256 over 2^64, by another tool. */
  @Test
  void goesByTheFirstEightBytesOfTheDigestOfTheName() {
    assertThat(tenths.of("a.png")).as("0.4962").isEqualTo(Split.TRAIN);
    assertThat(tenths.of("b/c.png")).as("0.0377").isEqualTo(Split.TEST);
    assertThat(tenths.of("cats/1.png")).as("0.0119").isEqualTo(Split.TEST);
    assertThat(tenths.of("dögs/ü.jpg")).as("0.8146").isEqualTo(Split.TRAIN);
    assertThat(tenths.of("z")).as("0.3489").isEqualTo(Split.TRAIN);
    assertThat(tenths.of("0")).as("0.3747").isEqualTo(Split.TRAIN);
    assertThat(tenths.of("row 7")).as("0.1336").isEqualTo(Split.VALIDATION);
    assertThat(tenths.of("x/y/z.gif")).as("0.5907").isEqualTo(Split.TRAIN);
    assertThat(tenths.of("photo 12.jpeg")).as("0.1355").isEqualTo(Split.VALIDATION);
    assertThat(tenths.of("e.bmp")).as("0.2469").isEqualTo(Split.TRAIN);
    assertThat(tenths.of("q.png")).as("0.3859").isEqualTo(Split.TRAIN);
    assertThat(tenths.of("r.png")).as("0.2638").isEqualTo(Split.TRAIN);
    assertThat(tenths.of("n2")).as("0.0176").isEqualTo(Split.TEST);
    assertThat(tenths.of("n6")).as("0.1780").isEqualTo(Split.VALIDATION);
  }

  @Test
  void cutsExactlyAtTheShares() {
    double fraction = 0.01190583212058871;

    assertThat(new HashSplit(new SplitSettings(0.05, fraction + 1e-9)).of("cats/1.png"))
        .isEqualTo(Split.TEST);
    assertThat(new HashSplit(new SplitSettings(0.05, fraction - 1e-9)).of("cats/1.png"))
        .isEqualTo(Split.VALIDATION);
    assertThat(new HashSplit(new SplitSettings(fraction - 0.01, 0.01 - 1e-9)).of("cats/1.png"))
        .isEqualTo(Split.TRAIN);
  }

  @Test
  void keepsNearTheSharesAskedFor() {
    Map<Split, Integer> counts = new EnumMap<>(Split.class);
    HashSplit split = new HashSplit(new SplitSettings(0.2, 0.1));
    for (int i = 0; i < 20_000; i++) {
      counts.merge(split.of("images/" + i + ".png"), 1, Integer::sum);
    }
    // Five standard deviations of a binomial distribution.
    assertThat(counts.get(Split.TEST)).isCloseTo(2000, within(212));
    assertThat(counts.get(Split.VALIDATION)).isCloseTo(4000, within(283));
    assertThat(counts.get(Split.TRAIN)).isCloseTo(14_000, within(324));
  }

  @Test
  void placesANameAlikeWhateverWasPlacedBefore() {
    for (int i = 0; i < 1000; i++) {
      assertThat(tenths.of("file " + i))
          .isEqualTo(new HashSplit(new SplitSettings(0.1, 0.1)).of("file " + i));
    }
  }

  @Test
  void leavesTheTestAloneWhenTheShareForValidationChanges() {
    HashSplit other = new HashSplit(new SplitSettings(0.4, 0.1));
    for (int i = 0; i < 1000; i++) {
      assertThat(other.of("file " + i) == Split.TEST)
          .isEqualTo(tenths.of("file " + i) == Split.TEST);
    }
  }

  @Test
  void refusesSharesThatLeaveNothingForTraining() {
    Failure failure =
        catchThrowableOfType(Failure.class, () -> new HashSplit(new SplitSettings(0.5, 0.5)));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
    assertThat(failure)
        .hasMessage(
            "data.split: expected validation and test to be less than 1 together, found 0.5 and"
                + " 0.5");
  }

  @Test
  void refusesAnEmptyPart() {
    for (int empty = 0; empty < 3; empty++) {
      int[] counts = {7, 7, 7};
      counts[empty] = 0;
      assertThatThrownBy(
              () ->
                  HashSplit.requireNoneEmpty("photos", "pictures", counts[0], counts[1], counts[2]))
          .isInstanceOf(Failure.class)
          .hasMessage(
              "data.split: expected pictures in each part of photos, found %d for training, %d for"
                  + " validation and %d for the test; give more pictures or other shares",
              counts[0], counts[1], counts[2]);
    }
    HashSplit.requireNoneEmpty("photos", "pictures", 1, 1, 1);
  }
}
