package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LatentPathTest {
  private static final float HALF = (float) Math.sqrt(0.5);

  @Test
  void aLineHasEvenSteps() {
    assertThat(path(LatentPath.LINEAR, 5, 1, 0, -1, 4))
        .containsExactly(1, 0, 0.5f, 1, 0, 2, -0.5f, 3, -1, 4);
  }

  @Test
  void aGreatCircleHasEvenAngles() {
    assertThat(path(LatentPath.SPHERICAL, 3, 2, 0, 0, 2))
        .containsExactly(new float[] {2, 0, 2 * HALF, 2 * HALF, 0, 2}, within(1e-6f));
    float[] thirds = path(LatentPath.SPHERICAL, 4, 1, 0, 0, 1);
    assertThat(thirds[2]).isCloseTo((float) Math.cos(Math.PI / 6), within(1e-6f));
    assertThat(thirds[3]).isCloseTo(0.5f, within(1e-6f));
  }

  @ParameterizedTest
  @EnumSource
  void beginsAndEndsAtThePointsThemselves(LatentPath path) {
    float[] way = path(path, 7, 0.3f, -1.7f, 2.1f, 0.9f);
    assertThat(way).hasSize(14).startsWith(0.3f, -1.7f).endsWith(2.1f, 0.9f);
  }

  @Test
  void aGreatCircleWithoutAnAngleOrOfManyIsALine() {
    assertThat(path(LatentPath.SPHERICAL, 3, 1, 1, 3, 3)).containsExactly(1, 1, 2, 2, 3, 3);
    assertThat(path(LatentPath.SPHERICAL, 3, 0, 0, 3, 4)).containsExactly(0, 0, 1.5f, 2, 3, 4);
    assertThat(path(LatentPath.SPHERICAL, 3, 1, 2, -1, -2)).containsExactly(1, 2, 0, 0, -1, -2);
  }

  @Test
  void readsAndWritesWhereItIsTold() {
    float[] points = {9, 9, 9, 4, 9, 8};
    float[] target = new float[6];
    LatentPath.LINEAR.write(points, 3, 5, 1, 3, target, 2);
    assertThat(target).containsExactly(0, 0, 4, 6, 8, 0);
  }

  private static float[] path(LatentPath path, int steps, float... points) {
    float[] target = new float[2 * steps];
    path.write(points, 0, 2, 2, steps, target, 0);
    return target;
  }
}
