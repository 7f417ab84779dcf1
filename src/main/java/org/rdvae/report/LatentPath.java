package org.rdvae.report;

/**
 * The way from one point a of latent space to another b, for t from 0 to 1.
 *
 * <p>The straight line is the usual choice between posterior means: these already lie nearer to the
 * origin than draws from the prior do, so that a line between them hardly leaves the region where
 * means lie. A great circle suits points that were drawn, which all have about the same norm.
 */
public enum LatentPath {
  /** (1 - t) a + t b. */
  LINEAR,

  /**
   * (sin((1 - t) w) a + sin(t w) b) / sin w, with w the angle between a and b; the straight line
   * where there is no such angle or no one arc, which is for points in one or in opposite
   * directions. Shoemake, Animating Rotation with Quaternion Curves, SIGGRAPH 1985; White, Sampling
   * Generative Networks, 2016, arXiv:1609.04468, section 2.1.
   */
  SPHERICAL;

  private static final double SMALLEST_SINE = 1e-6;

  /**
   * Writes rows of points at even steps from a to b, both included.
   *
   * @param points of which a begins at {@code a} and b at {@code b}
   * @param steps at least 2
   * @param to where the first row begins
   */
  void write(float[] points, int a, int b, int latents, int steps, float[] target, int to) {
    double angle = this == LINEAR ? 0 : angle(points, a, b, latents);
    for (int step = 0; step < steps; step++) {
      double t = (double) step / (steps - 1);
      double partOfA = 1 - t;
      double partOfB = t;
      if (Math.sin(angle) > SMALLEST_SINE) {
        partOfA = Math.sin((1 - t) * angle) / Math.sin(angle);
        partOfB = Math.sin(t * angle) / Math.sin(angle);
      }
      for (int j = 0; j < latents; j++) {
        target[to + step * latents + j] =
            (float) (partOfA * points[a + j] + partOfB * points[b + j]);
      }
    }
  }

  /** From 0 to pi; 0 if one of the points is the origin. */
  private static double angle(float[] points, int a, int b, int latents) {
    double product = 0;
    double squareOfA = 0;
    double squareOfB = 0;
    for (int j = 0; j < latents; j++) {
      product += (double) points[a + j] * points[b + j];
      squareOfA += (double) points[a + j] * points[a + j];
      squareOfB += (double) points[b + j] * points[b + j];
    }
    double norms = Math.sqrt(squareOfA) * Math.sqrt(squareOfB);
    return norms == 0 ? 0 : Math.acos(Math.max(-1, Math.min(1, product / norms)));
  }
}
