package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PsnrTest {

  @Test
  void anErrorOfOneLevelEverywhereIs48Decibels() {
    byte[] black = new byte[12];
    byte[] one = new byte[12];
    Arrays.fill(one, (byte) 1);
    assertThat(Psnr.of(black, one)).isCloseTo(48.1308036087, within(1e-9));
  }

  @Test
  void blackAgainstWhiteIsZeroDecibelsBecauseBytesHaveNoSign() {
    byte[] black = new byte[300];
    byte[] white = new byte[300];
    Arrays.fill(white, (byte) 255);
    assertThat(Psnr.of(black, white)).isZero();
    assertThat(Psnr.of(white, black)).isZero();
  }

  @Test
  void allValuesCountAlike() {
    // Mean squared error (9 + 16 + 0 + 0) / 4.
    assertThat(Psnr.of(new byte[] {0, 0, 7, 8}, new byte[] {3, 4, 7, 8}))
        .isCloseTo(10 * Math.log10(255 * 255 / 6.25), within(1e-12));
  }

  @Test
  void equalPicturesHaveNoEnd() {
    assertThat(Psnr.of(new byte[] {1, 2, 3}, new byte[] {1, 2, 3}))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void refusesPicturesOfTwoSizesAndOfNone() {
    assertThatThrownBy(() -> Psnr.of(new byte[3], new byte[4]))
        .hasMessage("expected two pictures of the same size, found 3 and 4 values");
    assertThatThrownBy(() -> Psnr.of(new byte[0], new byte[0]))
        .hasMessage("expected two pictures of the same size, found 0 and 0 values");
  }

  @Test
  void ofSeveralPicturesTheMeanOfDecibelsIsTaken() {
    CurvePoint point =
        CurvePoint.of(
            3,
            List.of(
                new PhotoMeasure("a", 10, 10, 3, 100, 30, 0.9, 1, 0.5),
                new PhotoMeasure("b", 20, 10, 3, 300, 40, 0.8, 2, 0.7)));
    assertThat(point.psnr()).isEqualTo(35);
    assertThat(point.bytes()).isEqualTo(200);
    assertThat(point.bitsPerPixel()).as("mean of 8 and 12").isEqualTo(10);
    assertThat(point.msSsim()).isCloseTo(0.85, within(1e-12));
    assertThat(point.encodeSeconds()).isEqualTo(1.5);
    assertThat(point.decodeSeconds()).isCloseTo(0.6, within(1e-12));
    assertThat(point.quality()).isEqualTo(3);
  }
}
