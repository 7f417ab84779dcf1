package org.rdvae.distribution;

import java.util.Arrays;
import org.rdvae.random.RandomStream;

/**
 * Centers for a mixture: points drawn one by one with a probability in proportion to the squared
 * distance from the nearest one drawn before.
 *
 * <p>Arthur and Vassilvitskii, k-means++: The Advantages of Careful Seeding, SODA 2007.
 */
final class MixtureStart {
  private final float[] points;
  private final double[] scales;
  private final int latents;

  /**
   * @param scales factor of each latent variable's squared distance
   */
  MixtureStart(float[] points, double[] scales) {
    this.points = points;
    this.scales = scales;
    latents = scales.length;
  }

  /** The nearest center of each point. */
  int[] nearest(int centers, long seed) {
    int count = points.length / latents;
    RandomStream stream = new RandomStream(seed, RandomStream.Purpose.INITIALIZATION);
    int[] nearest = new int[count];
    double[] distances = new double[count];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    int center = stream.nextInt(count);
    for (int k = 0; k < centers; k++) {
      double total = 0;
      for (int n = 0; n < count; n++) {
        double distance = distance(n, center);
        if (distance < distances[n]) {
          distances[n] = distance;
          nearest[n] = k;
        }
        total += distances[n];
      }
      center = pick(distances, total * stream.nextUniform());
    }
    return nearest;
  }

  private double distance(int point, int other) {
    double sum = 0;
    for (int j = 0; j < latents; j++) {
      double difference = points[point * latents + j] - points[other * latents + j];
      sum += scales[j] * difference * difference;
    }
    return sum;
  }

  private static int pick(double[] distances, double threshold) {
    double sum = 0;
    for (int n = 0; n < distances.length; n++) {
      sum += distances[n];
      if (sum > threshold) {
        return n;
      }
    }
    return distances.length - 1;
  }
}
