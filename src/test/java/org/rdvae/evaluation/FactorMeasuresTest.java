package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Hand-made codes: perfect, turned, and noise. */
class FactorMeasuresTest {
  private static final int IMAGES = 6000;

  private final Random random = new Random(3);
  private final Factor scale = factor("scale", 6);
  private final Factor place = factor("place", 16);
  private final double[] ofScale = code(scale);
  private final double[] ofPlace = code(place);
  private final double[] noise = random.doubles(IMAGES).toArray();
  private final double[] moreNoise = random.doubles(IMAGES).toArray();

  private Factor factor(String name, int steps) {
    return new Factor(name, steps, random.ints(IMAGES, 0, steps).toArray());
  }

  /** Between −1 and 1. */
  private static double[] code(Factor factor) {
    return Arrays.stream(factor.values())
        .mapToDouble(value -> 2.0 * value / (factor.steps() - 1) - 1)
        .toArray();
  }

  private FactorMeasures measures(double[]... codes) {
    return FactorMeasures.of(codes, List.of(scale, place));
  }

  @Test
  void perfectCodesHaveOneOfEach() {
    FactorMeasures found = measures(noise, ofPlace, ofScale);
    assertThat(found.disentanglement()).isCloseTo(1, within(1e-12));
    assertThat(found.completeness()).isEqualTo(1);
    assertThat(found.informativeness()).isBetween(0.98, 1.0);
    assertThat(found.accuracy()).isEqualTo(1);
    assertThat(found.gap()).isBetween(0.98, 1.0);
    assertThat(found.factors()).extracting(FactorMeasures.Told::latent).containsExactly(2, 1);
    assertThat(found.weights()[0]).isZero();
  }

  @Test
  void onlyTheOrderOfCodesMattersToTheTrees() {
    double[] bent = Arrays.stream(ofPlace).map(value -> -Math.exp(3 * value)).toArray();
    assertThat(measures(noise, bent, ofScale).informativeness())
        .isCloseTo(measures(noise, ofPlace, ofScale).informativeness(), within(1e-9));
  }

  @Test
  void turnedCodesTellAsMuchButNotApart() {
    double[] sum = new double[IMAGES];
    double[] difference = new double[IMAGES];
    for (int image = 0; image < IMAGES; image++) {
      sum[image] = ofScale[image] + ofPlace[image];
      difference[image] = ofScale[image] - ofPlace[image];
    }
    FactorMeasures found = measures(sum, difference);
    assertThat(found.gap()).isLessThan(0.05);
    assertThat(found.disentanglement()).isLessThan(0.05);
    assertThat(found.completeness()).isLessThan(0.1);
    assertThat(found.informativeness()).isGreaterThan(0.5);
  }

  @Test
  void noiseHasNone() {
    FactorMeasures found = measures(noise, moreNoise);
    assertThat(found.gap()).isBetween(0.0, 0.01);
    assertThat(found.disentanglement()).isZero();
    assertThat(found.completeness()).isZero();
    assertThat(found.informativeness()).isCloseTo(0, within(1e-5));
    assertThat(found.accuracy()).isBetween(0.08, 0.16);
  }

  @Test
  void informativenessIsTheShareOfNatsThatACodeSaves() {
    // Tells the lower half of the places from the upper one: ln 2 of ln 16.
    double[] half = Arrays.stream(ofPlace).map(Math::signum).toArray();
    FactorMeasures.Told found = measures(half, noise).factors().get(1);
    assertThat(found.informativeness()).isCloseTo(0.25, within(0.01));
    assertThat(found.accuracy()).isCloseTo(0.125, within(0.02));
    assertThat(found.information()).isCloseTo(Math.log(2), within(0.001));
    assertThat(found.gap()).isCloseTo(0.25, within(0.01));
    assertThat(found.completeness()).isEqualTo(1);
  }

  @Test
  void anUnusedLatentVariableOrAConstantOneChangesNothing() {
    FactorMeasures found = measures(ofScale, new double[IMAGES], ofPlace, noise);
    assertThat(found.disentanglement()).isCloseTo(1, within(1e-12));
    assertThat(found.completeness()).isEqualTo(1);
    assertThat(found.latents()[1]).isZero();
  }
}
