package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoredImagesTest {
  private static final ScoredImages USUAL =
      new ScoredImages(
          "usual", List.of(), List.of(new ImageScore(10, 2, 9, 5), new ImageScore(20, 6, 15, 5)));
  private static final ScoredImages OTHER =
      new ScoredImages(
          "other", List.of(), List.of(new ImageScore(15, 1, 30, 5), new ImageScore(30, 2, 12, 5)));

  @Test
  void averageEveryNumber() {
    assertThat(USUAL.mean(ScoreKind.NLL)).isEqualTo(15);
    assertThat(USUAL.mean(ScoreKind.ELBO)).isEqualTo(-16);
    assertThat(USUAL.mean(ScoreKind.RATE)).isEqualTo(4);
    assertThat(USUAL.mean(ScoreKind.DISTORTION)).isEqualTo(12);
  }

  /** Pairs of a usual with another image that scores as less likely; a tie is a half. */
  @Test
  void areToldApartByEveryNumber() {
    assertThat(auroc(ScoreKind.NLL)).as("15 > 10, 30 > 10, 30 > 20").isEqualTo(0.75);
    assertThat(auroc(ScoreKind.ELBO)).as("-31 twice, -14 < -11").isEqualTo(0.75);
    assertThat(auroc(ScoreKind.RATE)).as("2 = 2").isEqualTo(0.125);
    assertThat(auroc(ScoreKind.DISTORTION)).as("30 twice, 12 > 9").isEqualTo(0.75);
  }

  @Test
  void ofSeveralSetsCountAsOneGroup() {
    ScoredImages more = new ScoredImages("more", List.of(), List.of(new ImageScore(0, 0, 0, 5)));
    assertThat(ScoredImages.auroc(ScoreKind.NLL, List.of(USUAL, more), List.of(OTHER)))
        .isEqualTo(5.0 / 6);
  }

  private static double auroc(ScoreKind kind) {
    return ScoredImages.auroc(kind, List.of(USUAL), List.of(OTHER));
  }
}
